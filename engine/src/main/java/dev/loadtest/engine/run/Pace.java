package dev.loadtest.engine.run;

import java.util.concurrent.TimeUnit;

/**
 * A rate that is not exceeded, whatever the target answers: a request takes a slot, and the next slot is one interval later.
 * Slots that nobody took are gone but for the last few, so that a pause is not followed by a burst. Confined to the loop.
 */
final class Pace {
    private final double intervalNanos;
    private final double keptNanos;
    private double next = Double.NEGATIVE_INFINITY;

    /**
     * @param perSecond how many requests a second; 0 for any number
     * @param keptNanos how long ago a slot may have been that is still taken
     */
    Pace(double perSecond, long keptNanos) {
        this.intervalNanos = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.keptNanos = keptNanos;
    }

    /** The first instant at which a request may go that is due at one. */
    long earliest(long due) {
        return intervalNanos == 0 ? due : Math.max(due, (long) Math.ceil(next));
    }

    /** A request goes now that was due at the instant that {@link #earliest} gave. */
    void take(long earliest, long now) {
        next = Math.max(Math.max(next, earliest), now - keptNanos) + intervalNanos;
    }
}
