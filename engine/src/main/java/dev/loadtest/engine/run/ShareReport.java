package dev.loadtest.engine.run;

import dev.loadtest.engine.result.Sample;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.run.capture.Capturing;
import java.util.List;
import java.util.Map;

/**
 * All that one worker knows of its share of a case, cumulative: a later report replaces an earlier one.
 *
 * @param order what it was told to fire, without the captured values
 * @param startedNanos when its first instant came, in the time of the worker's loop; negative before
 * @param endedMicros when the share ended, in run time; negative before. It has ended when its schedule is over and none
 *     of its tracked requests is still to end; fire-and-forget ones may be
 * @param closed whether nothing of it can change any more
 * @param timedOut whether the case's timeout cut it short
 * @param sheet its tallies; a copy
 * @param failures why tracked requests failed, by sentence
 * @param tries how many tries an until took, 0 for other shapes
 * @param captured by name
 */
public record ShareReport(
        FireOrder order,
        long startedNanos,
        long endedMicros,
        boolean closed,
        boolean timedOut,
        TallySheet sheet,
        Map<String, Long> failures,
        long tries,
        Map<String, Capturing> captured,
        List<Sample> samples) {
    public ShareReport {
        order = order.withoutCaptured();
        failures = Map.copyOf(failures);
        captured = Map.copyOf(captured);
        samples = List.copyOf(samples);
    }

    public String caseId() {
        return order.caseId();
    }

    public boolean ended() {
        return endedMicros >= 0;
    }
}
