package dev.loadtest.crds.validation;

import dev.loadtest.crds.manifest.Paths;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Iterates over the model's lists and maps with paths, skipping absent and refused entries. */
final class Each {
    private Each() {}

    static <T> void of(@Nullable List<T> items, String path, BiConsumer<T, String> visit) {
        if (items == null) {
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) != null) {
                visit.accept(items.get(i), path + "[" + i + "]");
            }
        }
    }

    static <T> void of(@Nullable Map<String, T> entries, String path, BiConsumer<T, String> visit) {
        if (entries == null) {
            return;
        }
        entries.forEach((key, value) -> {
            if (value != null) {
                visit.accept(value, Paths.field(path, key));
            }
        });
    }

    static <T> List<T> list(@Nullable List<T> items) {
        return items == null
                ? List.of()
                : items.stream().filter(java.util.Objects::nonNull).toList();
    }

    static <T> Map<String, T> map(@Nullable Map<String, T> entries) {
        return entries == null ? Map.of() : entries;
    }

    /** Number of entries. */
    static int count(@Nullable Object... things) {
        int count = 0;
        for (Object thing : things) {
            count += thing == null ? 0 : 1;
        }
        return count;
    }
}
