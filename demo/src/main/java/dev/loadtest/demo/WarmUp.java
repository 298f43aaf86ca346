package dev.loadtest.demo;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Simulated warm-up of the inference. It begins with the first processing, like a model that is loaded on first use.
 */
final class WarmUp {
    private final long nanos;
    private final LongSupplier nanoClock;
    private boolean begun;
    private long readyAt;

    WarmUp(Duration duration, LongSupplier nanoClock) {
        this.nanos = duration.toNanos();
        this.nanoClock = nanoClock;
    }

    /** Starts the warm-up; no effect once it has begun. */
    void begin() {
        if (!begun) {
            begun = true;
            readyAt = nanoClock.getAsLong() + nanos;
        }
    }

    /** Nanoseconds until drawing works, 0 once it does. */
    long remainingNanos() {
        return begun ? Math.max(0, readyAt - nanoClock.getAsLong()) : nanos;
    }

    void reset() {
        begun = false;
    }
}
