package dev.loadtest.engine.run;

import dev.loadtest.engine.share.CapturedValue;
import java.util.List;
import java.util.Map;

/**
 * Fire this worker's share of a case.
 *
 * @param worker this worker's place among those that share the case, from 0
 * @param workers how many share it
 * @param startNanos when, in the time of this worker's loop
 * @param captured the values that earlier phases captured for the case's variant, frozen, by name
 */
public record FireOrder(
        String caseId, int worker, int workers, long startNanos, Map<String, List<CapturedValue>> captured) {
    public FireOrder {
        captured = Map.copyOf(captured);
    }
}
