package dev.loadtest.engine.run.health;

import dev.loadtest.engine.run.health.GeneratorFaults.LimitHit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records faults of the generator; bounded. Confined to the loop. */
public final class FaultLog {
    private static final int MAX_LIMITS = 100;
    private static final String OTHER = "a limit of the machine";

    private final Map<String, Standstill> standstills = new LinkedHashMap<>();
    private final Map<Limit, Long> limits = new LinkedHashMap<>();

    private record Limit(String phase, String detail) {}

    /**
     * A standstill while requests of a phase were in flight or due.
     *
     * @param atMicros its start in run time
     */
    public void stoodStill(String phase, long nanos, long atMicros, long requests) {
        Standstill before = standstills.get(phase);
        standstills.put(
                phase,
                before == null
                        ? new Standstill(phase, 1, nanos, nanos, atMicros, requests)
                        : before.and(nanos, atMicros, requests));
    }

    public boolean stoodStill(String phase) {
        return standstills.containsKey(phase);
    }

    public void limitHit(String phase, String detail) {
        Limit limit = new Limit(phase, detail);
        boolean known = limits.containsKey(limit) || limits.size() < MAX_LIMITS;
        limits.merge(known ? limit : new Limit(phase, OTHER), 1L, Long::sum);
    }

    public GeneratorFaults faults() {
        List<LimitHit> hits = new ArrayList<>();
        limits.forEach((limit, requests) -> hits.add(new LimitHit(limit.phase(), limit.detail(), requests)));
        return new GeneratorFaults(List.copyOf(standstills.values()), hits);
    }
}
