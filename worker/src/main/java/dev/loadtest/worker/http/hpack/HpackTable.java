package dev.loadtest.worker.http.hpack;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The dynamic table of a peer's encoder (RFC 7541 section 2.3.2): the newest field has index 1. */
final class HpackTable {
    /** Its size at first and at most, in bytes: no other one is announced to the peer. */
    static final int MAX_SIZE = 4096;

    /** A field takes 32 bytes at least. */
    private final @Nullable HpackField[] ring = new HpackField[MAX_SIZE / 32];

    private int newest;
    private int count;
    private int size;
    private int limit = MAX_SIZE;

    /** The field with an index from 1; null if there is none. */
    @Nullable
    HpackField get(int index) {
        return index > count ? null : ring[newest + index - 1 & ring.length - 1];
    }

    /** Adds a field and evicts the oldest ones; a field larger than the table empties it (section 4.4). */
    void add(HpackField field) {
        int needed = field.size();
        while (count > 0 && size + needed > limit) {
            evict();
        }
        if (needed <= limit) {
            newest = newest - 1 & ring.length - 1;
            ring[newest] = field;
            count++;
            size += needed;
        }
    }

    private void evict() {
        int oldest = newest + --count & ring.length - 1;
        HpackField field = ring[oldest];
        ring[oldest] = null;
        size -= field == null ? 0 : field.size();
    }

    /** Limits it, to at most {@link #MAX_SIZE}. */
    void limit(int bytes) {
        limit = bytes;
        while (size > limit) {
            evict();
        }
        if (count == 0) {
            Arrays.fill(ring, null);
        }
    }
}
