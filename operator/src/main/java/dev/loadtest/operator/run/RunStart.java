package dev.loadtest.operator.run;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run is started with.
 *
 * @param uid of the LoadTest
 * @param pods the UIDs of the workers' pods, in the order of the workers
 * @param replacement how long the next case waits for the pod that replaces a lost one
 * @param reports what is written into the output volume at the end; empty where there is none
 */
public record RunStart(
        String uid,
        LoadPlan plan,
        List<PodWorker> workers,
        List<String> pods,
        Duration replacement,
        Optional<ReportFiles> reports) {
    public RunStart {
        workers = List.copyOf(workers);
        pods = List.copyOf(pods);
        if (workers.size() != pods.size()) {
            throw new IllegalArgumentException(workers.size() + " workers in " + pods.size() + " pods");
        }
    }

    /** The files of a finished run. */
    @FunctionalInterface
    public interface ReportFiles {
        List<ReportFile> of(RunResult result);
    }

    /** @param name a relative path */
    public record ReportFile(String name, byte[] content) {}
}
