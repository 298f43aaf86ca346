package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.LoadPlan;
import java.util.List;
import java.util.Map;

/** Everything that request k of a case is. */
public final class CaseDraw {
    private CaseDraw() {}

    public static CaseDraw of(LoadPlan plan, Case item, Map<String, List<CapturedValue>> captured) {
        throw new UnsupportedOperationException();
    }

    public long key() {
        throw new UnsupportedOperationException();
    }

    public int entry(long k) {
        throw new UnsupportedOperationException();
    }

    /** Whether requests of this mix entry are all alike: its request draws no values. */
    public boolean alike(int entry) {
        throw new UnsupportedOperationException();
    }

    /** Always false in a warm-up, and for timed users of whom a number is tracked (see {@link TrackTokens}). */
    public boolean tracked(long k) {
        throw new UnsupportedOperationException();
    }

    public DrawnValues values(long k) {
        throw new UnsupportedOperationException();
    }

    public CaseDraw warmup() {
        throw new UnsupportedOperationException();
    }
}
