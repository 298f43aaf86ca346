package dev.loadtest.engine.plan;

import java.util.Collection;
import java.util.List;

/**
 * What is known of the rows of a file set before any is read.
 *
 * @param columns their names, in order, each once
 * @param count how many rows all files of the set have together, at least 1
 */
public record RowTable(List<String> columns, long count) {
    public RowTable {
        columns = List.copyOf(columns);
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count);
        }
    }

    /** The same with these columns alone. */
    public RowTable of(Collection<String> names) {
        return new RowTable(columns.stream().filter(names::contains).toList(), count);
    }
}
