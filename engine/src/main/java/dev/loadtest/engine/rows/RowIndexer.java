package dev.loadtest.engine.rows;

import dev.loadtest.engine.plan.RowTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Reads the files of a set once, checks every row, and keeps where each begins. Files are given in the order of their names.
 * Confined to one thread.
 */
public final class RowIndexer {
    /** Maximum rows of a set. */
    public static final int MAX_ROWS = 10_000_000;
    /** Maximum bytes of a set's files together, so that a position among them is an int. */
    public static final long MAX_BYTES = 1 << 30;
    /** Maximum files of a set: a worker holds each open. */
    public static final int MAX_FILES = 1_000;

    private final long maxBytes;
    private final int maxRows;
    private final List<RowSegment> segments = new ArrayList<>();
    private final RowOffsets offsets = new RowOffsets();
    private long bytes;

    public RowIndexer() {
        this(MAX_BYTES, MAX_ROWS);
    }

    RowIndexer(long maxBytes, int maxRows) {
        this.maxBytes = maxBytes;
        this.maxRows = maxRows;
    }

    /**
     * Reads a file to its end.
     *
     * @param name whose ending tells CSV from JSON Lines
     * @throws BadRowsException if it is none, or the set becomes too large
     */
    public void add(String name, InputStream in) throws IOException, BadRowsException {
        if (segments.size() == MAX_FILES) {
            throw new BadRowsException("there are more than " + MAX_FILES + " files of rows");
        }
        RowSyntax syntax = RowSyntax.of(name);
        RowScan scan = new RowScan(name, syntax, in);
        RowFields head = RowFields.kept();
        boolean isCsv = syntax instanceof CsvSyntax;
        if (!scan.next(head)) {
            throw new BadRowsException(name + " is empty" + (isCsv ? "; its first line names the columns" : ""));
        }
        List<String> columns = isCsv ? head.texts().stream().map(String::strip).toList() : List.copyOf(head.names());
        checkColumns(columns, scan);
        segments.add(new RowSegment(name, syntax, bytes, offsets.size(), columns));
        if (!isCsv) {
            keep(scan);
        }
        rest(scan, isCsv, columns);
        bytes += scan.position();
        checkSize();
    }

    private void rest(RowScan scan, boolean isCsv, List<String> columns) throws IOException, BadRowsException {
        RowFields row = RowFields.counted();
        while (scan.next(row)) {
            if (isCsv ? row.count() != columns.size() : !row.names().equals(columns)) {
                checkFields(row, isCsv, columns, scan);
            }
            keep(scan);
        }
    }

    private static void checkFields(RowFields row, boolean isCsv, List<String> columns, RowScan scan)
            throws BadRowsException {
        if (isCsv) {
            throw scan.bad(
                    scan.startLine(),
                    "the row has " + counted(row.count(), "field") + ", and the header has "
                            + counted(columns.size(), "column"));
        }
        for (String column : columns) {
            if (!row.names().contains(column)) {
                throw scan.bad(scan.startLine(), "the object has no \"" + column + "\", which the first one has");
            }
        }
        if (row.count() > columns.size()) {
            throw scan.bad(scan.startLine(), "the object has a field that the first one has not");
        }
    }

    private static String counted(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    /** Shows no name: the header of a file that lacks one is its first row, which may be a credential. */
    private void checkColumns(List<String> columns, RowScan scan) throws BadRowsException {
        for (int i = 0; i < columns.size(); i++) {
            int first = columns.indexOf(columns.get(i));
            if (columns.get(i).isEmpty()) {
                throw scan.bad(scan.startLine(), "column " + (i + 1) + " has no name");
            }
            if (first < i) {
                throw scan.bad(scan.startLine(), "columns " + (first + 1) + " and " + (i + 1) + " have the same name");
            }
        }
        if (columns.isEmpty()) {
            throw scan.bad(scan.startLine(), "the object has no field");
        }
        if (!segments.isEmpty()
                && !new HashSet<>(columns)
                        .equals(new HashSet<>(segments.getFirst().columns()))) {
            throw scan.bad(
                    scan.startLine(),
                    "its columns are not those of " + segments.getFirst().file() + ", a file of the same set");
        }
    }

    private void keep(RowScan scan) throws BadRowsException {
        if (offsets.size() == maxRows) {
            throw new BadRowsException("there are more than " + maxRows + " rows");
        }
        long position = bytes + scan.start();
        if (position >= maxBytes) {
            throw tooLarge();
        }
        offsets.add((int) position);
    }

    private void checkSize() throws BadRowsException {
        if (bytes > maxBytes) {
            throw tooLarge();
        }
    }

    private BadRowsException tooLarge() {
        return new BadRowsException("the files of rows have more than " + maxBytes + " bytes");
    }

    /**
     * The columns, in the order of the first file, and the number of rows.
     *
     * @throws BadRowsException if there is no row
     */
    public RowTable table() throws BadRowsException {
        if (offsets.size() == 0) {
            throw new BadRowsException("there is no row, only a header");
        }
        return new RowTable(segments.getFirst().columns(), offsets.size());
    }

    List<RowSegment> segments() {
        return List.copyOf(segments);
    }

    RowOffsets offsets() {
        return offsets;
    }
}
