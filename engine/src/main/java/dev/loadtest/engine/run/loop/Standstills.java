package dev.loadtest.engine.run.loop;

/** Standstills of the loop in order of time; the newest thousand are kept. Confined to the loop. */
final class Standstills {
    private static final int MOST = 1_024;

    private final long[] from = new long[MOST];
    private final long[] to = new long[MOST];
    private int size;
    private long lastEnd = Long.MIN_VALUE;

    void add(long fromNanos, long toNanos) {
        if (size == MOST) {
            size = MOST / 2;
            System.arraycopy(from, size, from, 0, size);
            System.arraycopy(to, size, to, 0, size);
        }
        from[size] = fromNanos;
        to[size] = toNanos;
        lastEnd = toNanos;
        size++;
    }

    /** Duration of standstills within an interval, in nanoseconds. */
    long within(long fromNanos, long toNanos) {
        if (fromNanos >= lastEnd) {
            return 0;
        }
        long sum = 0;
        for (int i = size - 1; i >= 0 && to[i] > fromNanos; i--) {
            sum += Math.max(0, Math.min(toNanos, to[i]) - Math.max(fromNanos, from[i]));
        }
        return sum;
    }
}
