package dev.loadtest.engine.run;

import dev.loadtest.engine.result.Sample;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.run.capture.Capturing;
import java.util.List;
import java.util.Map;

/**
 * One worker's cumulative report on its share of a case: a later one replaces an earlier one.
 *
 * @param order the order without captured values
 * @param startedNanos start in the time of the worker's loop; negative before
 * @param endedMicros end of the share in run time; negative before. A share has ended when its schedule is over and all
 *     its tracked requests have ended; fire-and-forget ones may be in flight
 * @param closed whether it is final
 * @param timedOut whether the case's timeout cut it short
 * @param sheet its tallies; a copy
 * @param blocks its scored requests by block; a copy
 * @param units counts of its units, which differ from its requests if it has journeys
 * @param failures reasons of failed tracked requests, by sentence
 * @param tries number of tries of an until, 0 for other shapes
 * @param captured by name
 */
public record ShareReport(
        FireOrder order,
        long startedNanos,
        long endedMicros,
        boolean closed,
        boolean timedOut,
        TallySheet sheet,
        BlockSheet blocks,
        UnitCounts units,
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

    /** The report of a share whose units are requests, without blocks. */
    public ShareReport(
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
        this(
                order,
                startedNanos,
                endedMicros,
                closed,
                timedOut,
                sheet,
                new BlockSheet(),
                UnitCounts.of(sheet),
                failures,
                tries,
                captured,
                samples);
    }

    public String caseId() {
        return order.caseId();
    }

    public boolean ended() {
        return endedMicros >= 0;
    }
}
