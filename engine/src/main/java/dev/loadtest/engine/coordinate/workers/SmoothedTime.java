package dev.loadtest.engine.coordinate.workers;

/** A duration as it is lately: each new one counts for an eighth, as TCP smooths round trips (RFC 6298, section 2). */
final class SmoothedTime {
    private static final int PART = 8;

    private long nanos = -1;

    void observe(long took) {
        nanos = nanos < 0 ? took : nanos + (took - nanos) / PART;
    }

    boolean observed() {
        return nanos >= 0;
    }

    /** Nanoseconds; only where something was {@linkplain #observed observed}. */
    long nanos() {
        return nanos;
    }
}
