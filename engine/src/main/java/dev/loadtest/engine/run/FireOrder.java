package dev.loadtest.engine.run;

import dev.loadtest.engine.share.CapturedValue;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Fire this worker's share of a case.
 *
 * @param worker this worker's place among those that share the case, from 0
 * @param workers how many share it
 * @param startNanos when, in the time of this worker's loop
 * @param captured the values that earlier phases captured for the case's variant, frozen, by name
 * @param sharers by place, the {@code Worker.index()} of who shares it, so that whoever takes the run over knows
 */
public record FireOrder(
        String caseId,
        int worker,
        int workers,
        long startNanos,
        Map<String, List<CapturedValue>> captured,
        List<Integer> sharers) {
    public FireOrder {
        captured = Map.copyOf(captured);
        sharers = List.copyOf(sharers);
    }

    /** An order of a run whose workers are all there. */
    public FireOrder(
            String caseId, int worker, int workers, long startNanos, Map<String, List<CapturedValue>> captured) {
        this(
                caseId,
                worker,
                workers,
                startNanos,
                captured,
                IntStream.range(0, workers).boxed().toList());
    }

    /** The same without the values, which may be many. */
    public FireOrder withoutCaptured() {
        return new FireOrder(caseId, worker, workers, startNanos, Map.of(), sharers);
    }
}
