package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import java.util.EnumMap;
import java.util.Map;

/** How many requests of which name and kind a share holds. */
public final class ShareCensus {
    private ShareCensus() {}

    /** Of a worker's whole scored share; empty for until and timed users, whose planned requests are those started. */
    public static Map<String, EnumMap<Kind, Long>> planned(LoadPlan plan, Case item, int worker, int workers) {
        throw new UnsupportedOperationException();
    }

    /** Of some indices. */
    public static Map<String, EnumMap<Kind, Long>> count(CaseDraw draw, Phase phase, Indices indices) {
        throw new UnsupportedOperationException();
    }
}
