package dev.loadtest.crds.validation;

import dev.loadtest.crds.model.ValueSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What to write instead of a name that stands for a row, or for a column that there is not. */
final class RowHints {
    private RowHints() {}

    /** Empty if no row has to do with the name. */
    static String of(String name, Scope scope) {
        List<Map<String, ValueSpec>> holders = Stream.of(
                        Each.map(scope.request().values()),
                        scope.step() == null
                                ? Map.<String, ValueSpec>of()
                                : Each.map(scope.step().journey().values()))
                .toList();
        for (Map<String, ValueSpec> values : holders) {
            ValueSpec value = values.get(name);
            if (value != null && value.row() != null) {
                return "; it is a row: write ${" + name + ".COLUMN}" + columns(value.row(), scope);
            }
            Optional<ValueSpec.Row> row = scope.rows().row(values, name);
            if (row.isPresent()) {
                return "; the rows of \"" + row.get().files() + "\" have no such column" + columns(row.get(), scope);
            }
        }
        return "";
    }

    /** Not of sensitive rows: the header of a file that lacks one is its first row. */
    private static String columns(ValueSpec.Row row, Scope scope) {
        List<String> columns = scope.rows().columns(row);
        return columns.isEmpty() || scope.rows().isSensitive(row)
                ? ""
                : " (its columns are " + String.join(", ", columns) + ")";
    }
}
