package dev.loadtest.crds.validation;

import dev.loadtest.crds.model.ValueSpec;
import dev.loadtest.engine.plan.RowTable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What values bind: a row its columns, any other value its own name.
 *
 * @param tables of the file sets whose rows are known
 * @param secrets names of the file sets that come from Secrets
 */
public record RowNames(Map<String, RowTable> tables, Set<String> secrets) {
    public RowNames {
        tables = Map.copyOf(tables);
        secrets = Set.copyOf(secrets);
    }

    /** Whether a row is masked in all output. */
    public boolean isSensitive(ValueSpec.Row row) {
        return Boolean.TRUE.equals(row.sensitive()) || secrets.contains(row.files());
    }

    /** Whether the values bind a name; of rows that only a worker can read, every column. */
    boolean binds(@Nullable Map<String, ValueSpec> values, String name) {
        ValueSpec plain = Each.map(values).get(name);
        return plain != null && plain.row() == null || column(values, name).isPresent();
    }

    /** A column of one of the values. */
    public record Column(String value, ValueSpec.Row row, String name) {}

    /** The column that a name refers to; empty where it refers to none that there is. */
    public Optional<Column> column(@Nullable Map<String, ValueSpec> values, String name) {
        return candidates(values, name).filter(this::mayExist).findFirst();
    }

    /** The row whose column a name would be. */
    Optional<ValueSpec.Row> row(@Nullable Map<String, ValueSpec> values, String name) {
        return candidates(values, name).map(Column::row).findFirst();
    }

    private static Stream<Column> candidates(@Nullable Map<String, ValueSpec> values, String name) {
        return prefixes(name).flatMap(value -> {
            ValueSpec spec = Each.map(values).get(value);
            return spec == null || spec.row() == null
                    ? Stream.empty()
                    : Stream.of(new Column(value, spec.row(), name.substring(value.length() + 1)));
        });
    }

    private boolean mayExist(Column column) {
        RowTable table = table(column.row());
        return table == null || table.columns().contains(column.name());
    }

    /** What stands before each of its dots. */
    static Stream<String> prefixes(String name) {
        return IntStream.range(0, name.length())
                .filter(i -> name.charAt(i) == '.')
                .mapToObj(i -> name.substring(0, i));
    }

    /** All names that the values bind, as far as they are known. */
    Set<String> names(@Nullable Map<String, ValueSpec> values) {
        Set<String> names = new LinkedHashSet<>();
        Each.map(values).forEach((name, value) -> {
            if (value == null || value.row() == null) {
                names.add(name);
            } else {
                columns(value.row()).forEach(column -> names.add(name + "." + column));
            }
        });
        return names;
    }

    /** Empty where only a worker can read them. */
    List<String> columns(ValueSpec.Row row) {
        RowTable table = table(row);
        return table == null ? List.of() : table.columns();
    }

    private @Nullable RowTable table(ValueSpec.Row row) {
        return row.files() == null ? null : tables.get(row.files());
    }
}
