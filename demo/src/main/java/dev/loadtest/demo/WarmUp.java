package dev.loadtest.demo;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The inference's warm-up: it begins with the first processing, as a model is loaded when it is first needed. */
final class WarmUp {
    private final long nanos;
    private final LongSupplier nanoClock;
    private boolean begun;
    private long readyAt;

    WarmUp(Duration duration, LongSupplier nanoClock) {
        this.nanos = duration.toNanos();
        this.nanoClock = nanoClock;
    }

    /** Does nothing when it has begun already. */
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
