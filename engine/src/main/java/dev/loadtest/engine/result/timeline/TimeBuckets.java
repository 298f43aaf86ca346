package dev.loadtest.engine.result.timeline;

/**
 * HdrHistogram's buckets of 2 significant digits for 0 to an hour in microseconds: 256 buckets of width 1, then 128 for
 * each doubling, of twice the width of those before.
 */
final class TimeBuckets {
    static final long HIGHEST_MICROS = 3_600_000_000L;

    private static final int HALF_BITS = 7;
    private static final int HALF = 1 << HALF_BITS;

    /** Number of buckets; the last one contains an hour. */
    static final int COUNT = of(HIGHEST_MICROS) + 1;

    private TimeBuckets() {}

    /** Nanoseconds as microseconds, rounded to the nearest, within 0 and an hour. */
    static long micros(long nanos) {
        return nanos <= 0 ? 0 : Math.min(HIGHEST_MICROS, nanos / 1000 + (nanos % 1000 >= 500 ? 1 : 0));
    }

    static int of(long micros) {
        int doubled = Long.SIZE - Long.numberOfLeadingZeros(micros | 2 * HALF - 1) - HALF_BITS - 1;
        return (doubled << HALF_BITS) + (int) (micros >>> doubled);
    }

    static long lowest(int bucket) {
        int doubled = doubled(bucket);
        return doubled == 0 ? bucket : (long) ((bucket & HALF - 1) + HALF) << doubled;
    }

    static long highest(int bucket) {
        return lowest(bucket) + (1L << doubled(bucket)) - 1;
    }

    static long middle(int bucket) {
        return lowest(bucket) + (1L << doubled(bucket) >> 1);
    }

    private static int doubled(int bucket) {
        return Math.max(0, (bucket >> HALF_BITS) - 1);
    }
}
