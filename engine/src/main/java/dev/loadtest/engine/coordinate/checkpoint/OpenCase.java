package dev.loadtest.engine.coordinate.checkpoint;

import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.wire.TallySheetState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A case that was started and whose books are not closed; its tallies are the workers'. Instants are run time in
 * nanoseconds.
 *
 * @param gapNanos from the end of the case before it to its start
 * @param sharers who shares it, by place: each a place in {@link RunState#workers()}
 * @param outcome null while it runs
 * @param endNanos its end; 0 while it runs
 * @param lost the shares of workers that were lost meanwhile
 */
public record OpenCase(
        String caseId,
        long startNanos,
        long gapNanos,
        long startSkewNanos,
        List<Integer> sharers,
        @Nullable Outcome outcome,
        String reason,
        long endNanos,
        List<LostPart> lost) {
    public OpenCase {
        sharers = List.copyOf(sharers);
        lost = List.copyOf(lost);
    }

    /**
     * What there is of a lost worker's share.
     *
     * @param place among the sharers
     * @param endedMicros when the share ended, in run time; below 0 where it has not
     * @param failures why tracked requests failed, by sentence
     * @param loss null where nothing was cut short
     * @param closed whether the books are; else they are those that the worker reported last
     */
    public record LostPart(
            int place,
            long endedMicros,
            boolean timedOut,
            TallySheetState sheet,
            Map<String, Long> failures,
            long tries,
            @Nullable Loss loss,
            boolean closed) {
        public LostPart {
            failures = Map.copyOf(failures);
        }
    }
}
