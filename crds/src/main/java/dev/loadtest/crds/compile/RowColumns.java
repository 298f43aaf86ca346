package dev.loadtest.crds.compile;

import dev.loadtest.crds.model.ValueSpec;
import dev.loadtest.crds.validation.RowNames;
import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.RowTable;
import dev.loadtest.engine.plan.ValueSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles values: each column of a row that is referred to becomes a value of its own. Remembers these columns, so that a plan
 * knows of its files' other columns nothing.
 */
final class RowColumns {
    private final RowNames rows;
    /** Names that every request refers to. */
    private final Set<String> everywhere = new HashSet<>();

    private final Map<String, Set<String>> used = new HashMap<>();

    /** @param headers of all targets */
    RowColumns(RowNames rows, List<Header> headers) {
        this.rows = rows;
        headers.forEach(header -> everywhere.addAll(header.names()));
    }

    /** @param names that the requests refer to for which the values are drawn */
    Map<String, ValueSource> values(@Nullable Map<String, ValueSpec> specs, Collection<String> names) {
        Map<String, ValueSource> values = new LinkedHashMap<>();
        Optionals.map(specs).forEach((name, value) -> {
            if (value.row() == null) {
                values.put(name, RequestCompiler.value(value));
            }
        });
        Set<String> all = new LinkedHashSet<>(names);
        all.addAll(everywhere);
        for (String name : all) {
            rows.column(specs, name).ifPresent(column -> values.putIfAbsent(name, column(column)));
        }
        return values;
    }

    private ValueSource column(RowNames.Column column) {
        ValueSpec.Row row = column.row();
        used.computeIfAbsent(row.files(), any -> new HashSet<>()).add(column.name());
        ValueSource.Pick pick =
                switch (row.pick() == null ? ValueSpec.Pick.CYCLE : row.pick()) {
                    case CYCLE -> ValueSource.Pick.CYCLE;
                    case RANDOM -> ValueSource.Pick.RANDOM;
                    case ONCE -> ValueSource.Pick.ONCE;
                };
        return new ValueSource.Row(column.value(), row.files(), column.name(), pick, rows.isSensitive(row));
    }

    /** The rows of a set with the columns that are referred to; null if none is, or they are not known yet. */
    @Nullable
    RowTable table(String set) {
        RowTable table = rows.tables().get(set);
        Set<String> columns = used.get(set);
        return table == null || columns == null ? null : table.of(columns);
    }
}
