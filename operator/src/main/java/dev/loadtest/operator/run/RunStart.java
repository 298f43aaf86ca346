package dev.loadtest.operator.run;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.compare.Baseline;
import dev.loadtest.operator.run.RunSnapshot.NumberedCase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of starting a run, or taking it over.
 *
 * @param uid of the LoadTest
 * @param place its namespace and name, which a later LoadTest may reuse
 * @param pods UIDs of the workers' pods, by index
 * @param workers create the coordinator's side of these pods, for its epoch and on its loop
 * @param opening of the run's checkpoint
 * @param suspended whether it is to pause, whatever its state before
 * @param replacement how long the next case waits for the pod that replaces a lost one
 * @param baseline with which the result is compared; null for none
 * @param reports files for the output volume at the end; empty without one
 * @param upkeep of the run's objects except its checkpoint
 * @param reported the last ended cases that the status names, of an earlier operator
 * @param at time of the decision
 */
public record RunStart(
        String uid,
        String place,
        LoadPlan plan,
        @Nullable Baseline baseline,
        Map<Integer, String> pods,
        List<Connect> workers,
        Opening opening,
        boolean suspended,
        Duration replacement,
        Optional<ReportFiles> reports,
        Upkeep upkeep,
        List<NumberedCase> reported,
        Instant at) {
    public RunStart {
        pods = Map.copyOf(pods);
        workers = List.copyOf(workers);
        reported = List.copyOf(reported);
    }

    /** The files of a finished run. */
    @FunctionalInterface
    public interface ReportFiles {
        List<ReportFile> of(RunResult result);
    }

    /** @param name a relative path */
    public record ReportFile(String name, byte[] content) {}
}
