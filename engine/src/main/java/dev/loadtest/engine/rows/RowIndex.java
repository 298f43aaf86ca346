package dev.loadtest.engine.rows;

import dev.loadtest.engine.plan.RowTable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a file set on disk: 4 bytes a row in memory, and its files held open, so that a file that replaces one of them
 * changes nothing. Any thread.
 */
public final class RowIndex implements AutoCloseable {
    private final RowTable table;
    private final List<RowSegment> segments;
    private final RowOffsets offsets;
    private final List<FileChannel> channels;

    private RowIndex(RowIndexer indexer, List<FileChannel> channels) throws BadRowsException {
        this.table = indexer.table();
        this.segments = indexer.segments();
        this.offsets = indexer.offsets();
        this.channels = List.copyOf(channels);
    }

    /**
     * Reads every file once. Blocks.
     *
     * @param files in the order of their names
     * @throws BadRowsException if they are no rows
     */
    public static RowIndex open(List<RowFile> files) throws IOException, BadRowsException {
        List<FileChannel> channels = new ArrayList<>();
        boolean opened = false;
        try {
            RowIndexer indexer = new RowIndexer();
            for (RowFile file : files) {
                FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                channels.add(channel);
                indexer.add(file.name(), Channels.newInputStream(channel));
            }
            RowIndex index = new RowIndex(indexer, channels);
            opened = true;
            return index;
        } finally {
            if (!opened) {
                close(channels);
            }
        }
    }

    public RowTable table() {
        return table;
    }

    /** Memory of the index itself. */
    public long bytes() {
        return offsets.bytes();
    }

    /** A reader for one thread. */
    public RowReader reader() {
        return new RowReader(this);
    }

    int segment(long row) {
        int least = 0;
        int most = segments.size() - 1;
        while (least < most) {
            int middle = (least + most + 1) >>> 1;
            if (segments.get(middle).firstRow() <= row) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        return least;
    }

    RowSegment segmentAt(int number) {
        return segments.get(number);
    }

    FileChannel channel(int segment) {
        return channels.get(segment);
    }

    /** Where a row begins in its file. */
    long position(long row, int segment) {
        return offsets.get(row) - segments.get(segment).base();
    }

    @Override
    public void close() {
        close(channels);
    }

    private static void close(List<FileChannel> channels) {
        for (FileChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException readOnly) {
                // Nothing is lost by a file that was only read.
            }
        }
    }
}
