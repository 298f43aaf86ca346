package dev.loadtest.engine.run;

import java.util.concurrent.TimeUnit;

/**
 * Holds users to a rate, whatever the target answers: a request takes a slot, and the next slot is one interval later.
 * Slots that nobody took are gone but for the last few, so that a pause is not followed by a burst. Confined to the loop.
 */
final class Pace {
    private static final long KEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final double intervalNanos;
    private double next = Long.MIN_VALUE;

    /** @param perSecond how many requests a second; 0 for any number */
    Pace(double perSecond) {
        this.intervalNanos = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** The first instant at which a request may go that is due at one. */
    long earliest(long due) {
        return intervalNanos == 0 ? due : Math.max(due, (long) Math.ceil(next));
    }

    /** A request goes now that was due at the instant that {@link #earliest} gave. */
    void take(long earliest, long now) {
        next = Math.max(Math.max(next, earliest), now - (double) KEPT_NANOS) + intervalNanos;
    }
}
