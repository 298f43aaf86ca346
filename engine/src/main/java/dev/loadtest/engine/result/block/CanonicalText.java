package dev.loadtest.engine.result.block;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text that is equal for equal values, in every process: sets and maps, which iterate in any order, are sorted. Absent
 * and empty components are left out, so that a component that a later version adds changes the text only where it is
 * used.
 */
final class CanonicalText {
    private CanonicalText() {}

    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Map<?, ?> map -> {
                Map<String, String> sorted = new TreeMap<>();
                map.forEach((key, of) -> sorted.put(of(key), of(of)));
                yield sorted.isEmpty() ? "" : sorted.toString();
            }
            case Set<?> set -> list(set.stream().map(CanonicalText::of).sorted().toList());
            case Collection<?> list -> list(list.stream().map(CanonicalText::of).toList());
            case Record item -> record(item);
            case Boolean flag -> flag ? "true" : "";
            // Quoted, so that no text reads like the structure around it.
            case String text ->
                text.isEmpty() ? "" : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
            default -> value.toString();
        };
    }

    private static String list(List<String> items) {
        return items.isEmpty() ? "" : items.toString();
    }

    private static String record(Record item) {
        return Arrays.stream(item.getClass().getRecordComponents())
                .map(component -> component(item, component))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(";", item.getClass().getSimpleName() + "(", ")"));
    }

    private static String component(Record item, RecordComponent component) {
        try {
            String text = of(component.getAccessor().invoke(item));
            return text.isEmpty() ? "" : component.getName() + "=" + text;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a component of a public record is readable", e);
        }
    }
}
