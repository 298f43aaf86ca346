package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Tracking;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many requests of which name and kind a share holds: by asking each, some tens of nanoseconds a request. */
public final class ShareCensus {
    private ShareCensus() {}

    /** Of a worker's whole scored share; empty for until and timed users, whose planned requests are those started. */
    public static Map<String, EnumMap<Kind, Long>> planned(LoadPlan plan, Case item, int worker, int workers) {
        CaseDraw draw = CaseDraw.of(plan, item, Map.of());
        Phase phase = plan.phase(item.phase());
        return count(draw, phase, Shares.indices(phase.shape(), worker, workers, draw.key()));
    }

    /** Of some indices of a case; names and kinds without any are absent. */
    public static Map<String, EnumMap<Kind, Long>> count(CaseDraw draw, Phase phase, Indices indices) {
        List<Phase.MixEntry> mix = phase.mix();
        long[] all = new long[mix.size()];
        long[] tracked = new long[mix.size()];
        if (mix.size() == 1 && phase.tracking() instanceof Tracking.All) {
            all[0] = indices.size();
            tracked[0] = draw.tracked(indices.from()) ? indices.size() : 0;
        } else {
            for (long k = indices.from(); k < indices.to(); k += indices.step()) {
                int entry = draw.entry(k);
                all[entry]++;
                if (draw.tracked(k)) {
                    tracked[entry]++;
                }
            }
        }
        Map<String, EnumMap<Kind, Long>> counts = new LinkedHashMap<>();
        for (int entry = 0; entry < all.length; entry++) {
            String request = mix.get(entry).request();
            add(counts, request, Kind.TRACKED, tracked[entry]);
            add(counts, request, Kind.FIRE_AND_FORGET, all[entry] - tracked[entry]);
        }
        return counts;
    }

    private static void add(Map<String, EnumMap<Kind, Long>> counts, String request, Kind kind, long count) {
        if (count > 0) {
            counts.computeIfAbsent(request, r -> new EnumMap<>(Kind.class)).merge(kind, count, Long::sum);
        }
    }
}
