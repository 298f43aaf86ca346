package dev.loadtest.engine.rows;

import java.util.List;

/**
 * One file of a set.
 *
 * @param base position of its first byte among all files of the set
 * @param firstRow number of its first row in the set
 * @param columns in its own order
 */
record RowSegment(String file, RowSyntax syntax, long base, int firstRow, List<String> columns) {
    RowSegment {
        columns = List.copyOf(columns);
    }
}
