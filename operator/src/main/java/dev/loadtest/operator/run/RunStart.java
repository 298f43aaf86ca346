package dev.loadtest.operator.run;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What a run is started with, or taken over with.
 *
 * @param uid of the LoadTest
 * @param place its namespace and name, which another LoadTest may have later
 * @param pods the UIDs of the workers' pods, by index
 * @param workers makes the coordinator's side of these pods, for its epoch
 * @param opening of the run's checkpoint
 * @param suspended whether it is to stand still, whatever it did before
 * @param replacement how long the next case waits for the pod that replaces a lost one
 * @param reports what is written into the output volume at the end; empty where there is none
 * @param upkeep of what the run has in the cluster besides its checkpoint
 * @param at when it was decided
 */
public record RunStart(
        String uid,
        String place,
        LoadPlan plan,
        Map<Integer, String> pods,
        LongFunction<List<PodWorker>> workers,
        Opening opening,
        boolean suspended,
        Duration replacement,
        Optional<ReportFiles> reports,
        Upkeep upkeep,
        Instant at) {
    public RunStart {
        pods = Map.copyOf(pods);
    }

    /** The files of a finished run. */
    @FunctionalInterface
    public interface ReportFiles {
        List<ReportFile> of(RunResult result);
    }

    /** @param name a relative path */
    public record ReportFile(String name, byte[] content) {}
}
