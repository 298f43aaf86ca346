package dev.loadtest.worker;

import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.rows.RowFiles;
import dev.loadtest.engine.rows.RowReader;
import dev.loadtest.engine.run.capture.Capturing;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The texts of sensitive rows that a run masks wherever they appear: the first of each set, as many as of a captured name. Of
 * later rows each is masked in what its own unit writes.
 *
 * @param rows how many rows of each set, from the first
 */
public record MaskedRows(Set<String> texts, Map<String, Long> rows) {
    static final MaskedRows NONE = new MaskedRows(Set.of(), Map.of());

    public MaskedRows {
        texts = Set.copyOf(texts);
        rows = Map.copyOf(rows);
    }

    static MaskedRows of(LoadPlan plan, RowFiles files) {
        Set<String> texts = new LinkedHashSet<>();
        Map<String, Long> rows = new HashMap<>();
        for (String set : sensitive(plan)) {
            rows.put(set, add(files.reader(set), files.count(set), texts));
        }
        return new MaskedRows(texts, rows);
    }

    private static long add(RowReader reader, long count, Set<String> texts) {
        long values = 0;
        long bytes = 0;
        for (long row = 0; row < count; row++) {
            List<String> columns = reader.texts(row);
            values += columns.size();
            for (String text : columns) {
                bytes += text.getBytes(StandardCharsets.UTF_8).length;
            }
            if (values > Capturing.MAX_VALUES || bytes > Capturing.MAX_BYTES) {
                return row;
            }
            texts.addAll(columns);
        }
        return count;
    }

    private static Set<String> sensitive(LoadPlan plan) {
        return Stream.concat(
                        plan.requests().stream().map(RequestTemplate::values),
                        plan.journeys().stream().map(Journey::values))
                .flatMap(values -> values.values().stream())
                .filter(ValueSource.Row.class::isInstance)
                .map(ValueSource.Row.class::cast)
                .filter(ValueSource.Row::sensitive)
                .map(ValueSource.Row::fileSet)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Hides secrets from logs. */
    @Override
    public String toString() {
        return "MaskedRows[" + rows + "]";
    }
}
