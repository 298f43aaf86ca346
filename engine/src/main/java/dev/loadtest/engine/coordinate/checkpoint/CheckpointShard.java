package dev.loadtest.engine.coordinate.checkpoint;

import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.result.Sample;
import dev.loadtest.engine.result.wire.TallySheetState;
import dev.loadtest.engine.result.wire.TimelineState;
import dev.loadtest.engine.run.health.GeneratorFaults;
import dev.loadtest.engine.run.health.HostHealth;
import java.util.List;
import java.util.Map;

/**
 * A part of what is over in a run; all shards together are the whole of it. Written once, then never changed.
 *
 * @param tallies what these cases add to the books of their phases
 * @param gone workers that were lost
 */
public record CheckpointShard(List<ClosedCase> cases, List<PhaseTallies> tallies, List<GoneWorker> gone) {
    public CheckpointShard {
        cases = List.copyOf(cases);
        tallies = List.copyOf(tallies);
        gone = List.copyOf(gone);
    }

    /**
     * A case of which nothing can change any more. Instants are run time in nanoseconds.
     *
     * @param startNanos below 0 where it never started
     * @param captured how many values were captured, by name
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

    /** Books of a phase in one variant. */
    public record PhaseTallies(String phase, String variant, TallySheetState sheet) {}

    /**
     * What is left of a lost worker.
     *
     * @param worker its place in {@link RunState#workers()}
     * @param timeline its seconds, in stretches where they are many
     * @param paced how many requests of users waited because of the plan's limit
     */
    public record GoneWorker(
            int worker,
            TimelineState timeline,
            long worstLagNanos,
            int starvedSeconds,
            long paced,
            GeneratorFaults faults,
            HostHealth health) {}
}
