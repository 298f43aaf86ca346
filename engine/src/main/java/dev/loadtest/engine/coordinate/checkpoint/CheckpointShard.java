package dev.loadtest.engine.coordinate.checkpoint;

import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.result.Sample;
import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.result.wire.BlockSheetState;
import dev.loadtest.engine.result.wire.TallySheetState;
import dev.loadtest.engine.result.wire.TimelineState;
import dev.loadtest.engine.run.health.GeneratorFaults;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.transport.Resends;
import dev.loadtest.engine.run.transport.TokenRequests;
import java.util.List;
import java.util.Map;

/**
 * A part of the completed results of a run; all shards together are complete. Immutable once written.
 *
 * @param tallies contribution of these cases to the books of their phases
 * @param gone lost workers
 * @param exemplars those that a lost worker may have been the last to hold
 */
public record CheckpointShard(
        List<ClosedCase> cases, List<PhaseTallies> tallies, List<GoneWorker> gone, List<Exemplar> exemplars) {
    public CheckpointShard {
        cases = List.copyOf(cases);
        tallies = List.copyOf(tallies);
        gone = List.copyOf(gone);
        exemplars = List.copyOf(exemplars);
    }

    /**
     * A final case. Instants are run time in nanoseconds.
     *
     * @param startNanos negative if it never started
     * @param captured number of captured values, by name
     */
    public record ClosedCase(
            String caseId,
            Outcome outcome,
            String reason,
            long startNanos,
            long endNanos,
            long gapNanos,
            long startSkewNanos,
            Totals totals,
            Map<String, Long> captured,
            List<Sample> samples) {
        public ClosedCase {
            captured = Map.copyOf(captured);
            samples = List.copyOf(samples);
        }
    }

    /** Books and blocks of a phase in one variant. */
    public record PhaseTallies(String phase, String variant, TallySheetState sheet, BlockSheetState blocks) {}

    /**
     * Data of a lost worker.
     *
     * @param worker its position in {@link RunState#workers()}
     * @param timeline its seconds, joined to stretches if there are many
     * @param paced number of users' requests that waited for the plan's limit
     * @param resends requests that it sent again by itself
     * @param tokenRequests in no books
     */
    public record GoneWorker(
            int worker,
            TimelineState timeline,
            long worstLagNanos,
            int starvedSeconds,
            long paced,
            Resends resends,
            TokenRequests tokenRequests,
            GeneratorFaults faults,
            HostHealth health) {}
}
