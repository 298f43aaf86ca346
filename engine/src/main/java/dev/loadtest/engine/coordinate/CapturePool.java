package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.run.Capturing;
import dev.loadtest.engine.share.CapturedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The captured values of a run, by variant and name, ordered by (phase, case, k), which is the order of the cases' ordinals.
 * They are only in memory: they may be credentials.
 */
final class CapturePool {
    private final Map<String, Map<String, TreeMap<Integer, Capturing>>> byVariant = new HashMap<>();

    /** Keeps what an ended case captured. */
    void add(CaseRun ended) {
        ended.captured().forEach((name, values) -> byVariant
                .computeIfAbsent(ended.item().variant(), variant -> new HashMap<>())
                .computeIfAbsent(name, n -> new TreeMap<>())
                .put(ended.item().ordinal(), values));
    }

    /** The values of the names that a phase draws; a name without any has an empty list. */
    Map<String, List<CapturedValue>> freeze(LoadPlan plan, Phase phase, String variant) {
        Map<String, List<CapturedValue>> frozen = new HashMap<>();
        for (String name : names(plan, phase)) {
            frozen.put(name, values(variant, name));
        }
        return frozen;
    }

    private List<CapturedValue> values(String variant, String name) {
        List<CapturedValue> values = new ArrayList<>();
        long bytes = 0;
        for (Capturing ofCase : byVariant
                .getOrDefault(variant, Map.of())
                .getOrDefault(name, new TreeMap<>())
                .values()) {
            for (CapturedValue value : ofCase.kept().values()) {
                bytes += Capturing.size(value);
                if (values.size() == Capturing.MAX_VALUES || bytes > Capturing.MAX_BYTES) {
                    return values;
                }
                values.add(value);
            }
        }
        return values;
    }

    private static Set<String> names(LoadPlan plan, Phase phase) {
        Set<String> names = new TreeSet<>();
        for (Phase.MixEntry entry : phase.mix()) {
            RequestTemplate request = plan.request(entry.request());
            for (ValueSource source : request.values().values()) {
                if (source instanceof ValueSource.Captured captured) {
                    names.add(captured.name());
                }
            }
        }
        return names;
    }
}
