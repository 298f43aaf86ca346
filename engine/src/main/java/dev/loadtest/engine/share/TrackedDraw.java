package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Tracking;

/** Which requests of a case are tracked. */
public final class TrackedDraw {
    private TrackedDraw() {}

    public static TrackedDraw of(Tracking tracking, long total, long key) {
        throw new UnsupportedOperationException();
    }

    public boolean tracked(long k) {
        throw new UnsupportedOperationException();
    }
}
