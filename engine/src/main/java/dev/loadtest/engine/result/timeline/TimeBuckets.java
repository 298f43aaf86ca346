package dev.loadtest.engine.result.timeline;

/**
 * HdrHistogram's buckets for 0 to an hour in microseconds: some of width 1, then half as many for each doubling, of twice
 * the width of those before.
 */
enum TimeBuckets {
    /** Of 2 significant digits: each is less than 1 % wide. */
    FINE(7),
    /** Each is at most 3 % wide, and there are a quarter as many: enough for a curve. */
    COARSE(5);

    static final long HIGHEST_MICROS = 3_600_000_000L;

    private final int halfBits;
    private final int half;
    private final int count;

    TimeBuckets(int halfBits) {
        this.halfBits = halfBits;
        this.half = 1 << halfBits;
        this.count = of(3_600_000_000L) + 1;
    }

    /** Number of buckets; the last one contains an hour. */
    int count() {
        return count;
    }

    /** Nanoseconds as microseconds, rounded to the nearest, within 0 and an hour. */
    static long micros(long nanos) {
        return nanos <= 0 ? 0 : Math.min(HIGHEST_MICROS, nanos / 1000 + (nanos % 1000 >= 500 ? 1 : 0));
    }

    int of(long micros) {
        int doubled = Long.SIZE - Long.numberOfLeadingZeros(micros | 2 * half - 1) - halfBits - 1;
        return (doubled << halfBits) + (int) (micros >>> doubled);
    }

    long lowest(int bucket) {
        int doubled = doubled(bucket);
        return doubled == 0 ? bucket : (long) ((bucket & half - 1) + half) << doubled;
    }

    long highest(int bucket) {
        return lowest(bucket) + (1L << doubled(bucket)) - 1;
    }

    long middle(int bucket) {
        return lowest(bucket) + (1L << doubled(bucket) >> 1);
    }

    private int doubled(int bucket) {
        return Math.max(0, (bucket >> halfBits) - 1);
    }
}
