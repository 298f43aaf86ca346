package dev.loadtest.engine.run;

import dev.loadtest.engine.share.CapturedValue;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An order to send this worker's share of a case.
 *
 * @param worker position of this worker among those that share the case, from 0
 * @param workers number of workers that share it
 * @param startNanos start instant, in the time of this worker's loop
 * @param captured frozen values that earlier phases captured for the case's variant, by name
 * @param sharers the {@code Worker.index()} of each position, for a coordinator that takes the run over
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

    /** An order for a run with all workers present. */
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

    /** The same without captured values, which may be many. */
    public FireOrder withoutCaptured() {
        return new FireOrder(caseId, worker, workers, startNanos, Map.of(), sharers);
    }
}
