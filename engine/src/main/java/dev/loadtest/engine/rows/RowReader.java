package dev.loadtest.engine.rows;

import dev.loadtest.engine.rows.RowSyntax.BadRowException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Reads rows of a {@link RowIndex} by number, through a window of a few KiB: rows near each other, as those of units that
 * follow each other or run side by side, need one read for many of them. Confined to one thread.
 */
public final class RowReader {
    /** Bytes that are read at once if rows are near each other. */
    private static final int WINDOW = 1 << 13;
    /** Bytes that are read at once for a row elsewhere: most rows are shorter. */
    private static final int GLIMPSE = 1 << 10;

    private final RowIndex index;
    private final RowFields fields = RowFields.kept();
    private byte[] window = new byte[WINDOW];
    /** What the window holds: of which file, from where, how much, and whether the file ends there. */
    private int segment = -1;

    private long from;
    private int length;
    private boolean last;
    /** The row whose fields are held; -1 for none. */
    private long held = -1;

    private List<String> columns = List.of();

    RowReader(RowIndex index) {
        this.index = index;
    }

    /**
     * The text of a column.
     *
     * @param row from 0, below the number of rows
     * @throws IllegalStateException if the file was changed since it was indexed
     */
    public String text(long row, String column) {
        read(row);
        return fields.texts().get(columns.indexOf(column));
    }

    /** The texts of all columns of a row, in the file's own order. */
    public List<String> texts(long row) {
        read(row);
        return List.copyOf(fields.texts());
    }

    private void read(long row) {
        if (row == held) {
            return;
        }
        held = -1;
        int of = index.segment(row);
        RowSegment file = index.segmentAt(of);
        long position = index.position(row, of);
        try {
            if (!holds(of, position) || !parsed(file, position)) {
                boolean near = isNear(of, position);
                int size = near ? WINDOW : GLIMPSE;
                // Journeys that run side by side return to earlier rows: the bytes before are read as well.
                load(of, near && position < from ? Math.max(0, position - size / 2) : position, size);
                while (!parsed(file, position)) {
                    if (size >= RowScan.MAX_ROW) {
                        throw changed(file);
                    }
                    size *= 2;
                    load(of, position, size);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(file.file() + " cannot be read: " + e.getMessage(), e);
        }
        List<String> names = file.syntax() instanceof CsvSyntax ? file.columns() : List.copyOf(fields.names());
        if (fields.count() != file.columns().size() || !names.containsAll(file.columns())) {
            throw changed(file);
        }
        columns = names;
        held = row;
    }

    private boolean holds(int of, long position) {
        return of == segment && position >= from && position < from + length;
    }

    /** Whether a row begins not far from what the window holds. */
    private boolean isNear(int of, long position) {
        return of == segment && position >= from - WINDOW && position < from + length + WINDOW;
    }

    /** Whether the window holds the whole row; its fields are read then. */
    private boolean parsed(RowSegment file, long position) {
        try {
            return file.syntax().read(window, (int) (position - from), length, last, fields) != RowSyntax.MORE;
        } catch (BadRowException e) {
            throw changed(file);
        }
    }

    private void load(int of, long position, int size) throws IOException {
        if (size > window.length) {
            window = Arrays.copyOf(window, size);
        }
        ByteBuffer into = ByteBuffer.wrap(window, 0, size);
        int n = 0;
        while (into.hasRemaining() && n >= 0) {
            n = index.channel(of).read(into, position + into.position());
        }
        segment = of;
        from = position;
        length = into.position();
        last = n < 0;
    }

    private static IllegalStateException changed(RowSegment file) {
        return new IllegalStateException(file.file() + " was changed while the run read rows from it");
    }
}
