package dev.loadtest.engine.result.compare;

import java.util.Arrays;

/**
 * The buckets that any block of either run uses, ascending.
 *
 * @param lows smallest latency of each, in microseconds
 */
record Buckets(long[] lows) {
    /** Of histograms of 2 digits: up to here a bucket holds one value, above half as many for each doubling. */
    private static final int EXACT_BITS = 8;

    long lowest(int bucket) {
        return lows[bucket];
    }

    long width(int bucket) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(lows[bucket]);
        return bits <= EXACT_BITS ? 1 : 1L << (bits - EXACT_BITS);
    }

    int indexOf(long low) {
        return Arrays.binarySearch(lows, low);
    }

    int size() {
        return lows.length;
    }
}
