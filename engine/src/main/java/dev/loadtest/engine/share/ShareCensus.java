package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Unit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Number of requests of a share by name and kind, counted at once: for few requests (see {@link IndexCount}). */
public final class ShareCensus {
    private ShareCensus() {}

    /** Of a worker's whole scored share; empty for until and timed users, whose planned requests are those started. */
    public static Map<String, EnumMap<Kind, Long>> planned(LoadPlan plan, Case item, int worker, int workers) {
        CaseDraw draw = CaseDraw.of(plan, item, Map.of());
        Phase phase = plan.phase(item.phase());
        return count(draw, phase, Shares.indices(phase.shape(), worker, workers, draw.key()));
    }

    /** Of some indices of a case; names and kinds without requests are absent. */
    public static Map<String, EnumMap<Kind, Long>> count(CaseDraw draw, Phase phase, Indices indices) {
        Map<String, EnumMap<Kind, Long>> counts = new LinkedHashMap<>();
        IndexCount count = IndexCount.of(draw, indices).toEnd();
        count.forEach((entry, kind, units) -> {
            if (phase.mix().get(entry).unit() instanceof Unit.OfRequest single) {
                add(counts, single.name(), kind, units);
            }
        });
        count.forEachStep((entry, step, kind, requests) -> {
            JourneyDraw journey = draw.journey(entry);
            if (journey != null) {
                add(counts, journey.journey().steps().get(step).request(), kind, requests);
            }
        });
        return counts;
    }

    private static void add(Map<String, EnumMap<Kind, Long>> counts, String request, Kind kind, long requests) {
        counts.computeIfAbsent(request, any -> new EnumMap<>(Kind.class)).merge(kind, requests, Long::sum);
    }
}
