package dev.loadtest.engine.run;

import java.util.concurrent.TimeUnit;

/**
 * A rate limit that does not depend on the target: a request takes a slot, and slots are one interval apart. Unused
 * slots expire except for the last few, so that a pause is not followed by a burst. Confined to the loop.
 */
final class Pace {
    private final double intervalNanos;
    private final double keptNanos;
    private double next = Double.NEGATIVE_INFINITY;

    /**
     * @param perSecond requests a second; 0 for no limit
     * @param keptNanos age up to which an unused slot may be taken
     * @param keptNanos how long ago a slot may have been that is still taken
     */
    Pace(double perSecond, long keptNanos) {
        this.intervalNanos = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.keptNanos = keptNanos;
    }

    /** The first allowed instant for a request due at an instant. */
    long earliest(long due) {
        return intervalNanos == 0 ? due : Math.max(due, (long) Math.ceil(next));
    }

    /** A request that was due at the instant returned by {@link #earliest} is sent now. */
    void take(long earliest, long now) {
        next = Math.max(Math.max(next, earliest), now - keptNanos) + intervalNanos;
    }
}
