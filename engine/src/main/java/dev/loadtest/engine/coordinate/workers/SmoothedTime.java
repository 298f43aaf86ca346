package dev.loadtest.engine.coordinate.workers;

/** A smoothed duration: each new value has a weight of an eighth, as for TCP round trips (RFC 6298, section 2). */
final class SmoothedTime {
    private static final int PART = 8;

    private long nanos = -1;

    void observe(long took) {
        nanos = nanos < 0 ? took : nanos + (took - nanos) / PART;
    }

    boolean observed() {
        return nanos >= 0;
    }

    /** Nanoseconds; only after a value was {@linkplain #observed observed}. */
    long nanos() {
        return nanos;
    }
}
