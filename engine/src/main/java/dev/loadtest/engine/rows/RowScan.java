package dev.loadtest.engine.rows;

import dev.loadtest.engine.rows.RowSyntax.BadRowException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads the rows of one file in order, in chunks. Skips a byte order mark and empty lines. Confined to one thread. */
final class RowScan {
    /** Maximum bytes of a row. */
    static final int MAX_ROW = 1 << 20;

    private static final int CHUNK = 1 << 16;
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final String file;
    private final RowSyntax syntax;
    private final InputStream in;
    private byte[] buffer = new byte[CHUNK];
    private int from;
    private int to;
    private boolean last;
    /** Position in the file of the buffer's first byte. */
    private long base;

    private long line = 1;
    private long startLine = 1;
    private long start;

    RowScan(String file, RowSyntax syntax, InputStream in) throws IOException, BadRowsException {
        this.file = file;
        this.syntax = syntax;
        this.in = in;
        if (holds(MARK.length) && Arrays.equals(buffer, 0, MARK.length, MARK, 0, MARK.length)) {
            from = MARK.length;
        }
    }

    /** Reads the next row; false if there is none. */
    boolean next(RowFields row) throws IOException, BadRowsException {
        skipEmptyLines();
        if (!holds(1)) {
            return false;
        }
        startLine = line;
        start = base + from;
        try {
            int end = syntax.read(buffer, from, to, last, row);
            while (end == RowSyntax.MORE) {
                if (to - from == MAX_ROW) {
                    // As if the file ended here: a quote that is never closed has a line of its own.
                    syntax.read(buffer, from, to, true, row);
                    throw bad(startLine, "the row is longer than 1 MiB");
                }
                fill();
                end = syntax.read(buffer, from, to, last, row);
            }
            from = end;
            line += row.lines();
            return true;
        } catch (BadRowException e) {
            throw bad(startLine + e.line, String.valueOf(e.getMessage()));
        }
    }

    BadRowsException bad(long atLine, String what) {
        return new BadRowsException(file + ", line " + atLine + ": " + what);
    }

    /** Position in the file of the row that was read last. */
    long start() {
        return start;
    }

    /** The line on which it begins, from 1. */
    long startLine() {
        return startLine;
    }

    /** How many bytes were read of the file. */
    long position() {
        return base + to;
    }

    private void skipEmptyLines() throws IOException {
        while (holds(1)) {
            if (buffer[from] == '\n') {
                from++;
            } else if (buffer[from] == '\r' && holds(2) && buffer[from + 1] == '\n') {
                from += 2;
            } else {
                return;
            }
            line++;
        }
    }

    /** Whether so many unread bytes are in the buffer, or could be read into it. */
    private boolean holds(int bytes) throws IOException {
        while (to - from < bytes && !last) {
            fill();
        }
        return to - from >= bytes;
    }

    private void fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            base += from;
            to -= from;
            from = 0;
        } else if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(MAX_ROW, 2 * buffer.length));
        }
        int n = in.read(buffer, to, buffer.length - to);
        last = n < 0;
        to += Math.max(n, 0);
    }
}
