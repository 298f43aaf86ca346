package dev.loadtest.engine.coordinate.checkpoint;

import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.wire.BlockSheetState;
import dev.loadtest.engine.result.wire.TallySheetState;
import dev.loadtest.engine.run.UnitCounts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A started case with open books; the workers have its tallies. Instants are run time in nanoseconds.
 *
 * @param gapNanos from the end of the previous case to its start
 * @param sharers workers that share it, as positions in {@link RunState#workers()}
 * @param outcome null while it runs
 * @param endNanos its end; 0 while it runs
 * @param lost shares of workers lost meanwhile
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
     * State of a lost worker's share.
     *
     * @param place position among the sharers
     * @param endedMicros end of the share in run time; negative if it has not ended
     * @param units counts of its units
     * @param failures reasons of failed tracked requests, by sentence
     * @param loss null if nothing was cut short
     * @param closed whether the books are closed; otherwise they are the worker's last report
     */
    public record LostPart(
            int place,
            long endedMicros,
            boolean timedOut,
            TallySheetState sheet,
            BlockSheetState blocks,
            UnitCounts units,
            Map<String, Long> failures,
            long tries,
            @Nullable Loss loss,
            boolean closed) {
        public LostPart {
            failures = Map.copyOf(failures);
        }
    }
}
