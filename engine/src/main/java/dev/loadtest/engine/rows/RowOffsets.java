package dev.loadtest.engine.rows;

import java.util.ArrayList;
import java.util.List;

/** Where rows begin: 4 bytes a row, in blocks, so that growing copies nothing. Safe to read from any thread once complete. */
final class RowOffsets {
    private static final int BITS = 16;
    private static final int BLOCK = 1 << BITS;

    private final List<int[]> blocks = new ArrayList<>();
    private int size;

    void add(int offset) {
        if ((size & BLOCK - 1) == 0) {
            blocks.add(new int[BLOCK]);
        }
        blocks.getLast()[size++ & BLOCK - 1] = offset;
    }

    int get(long row) {
        return blocks.get((int) (row >> BITS))[(int) row & BLOCK - 1];
    }

    int size() {
        return size;
    }

    /** Memory of the offsets. */
    long bytes() {
        return (long) blocks.size() * BLOCK * Integer.BYTES;
    }
}
