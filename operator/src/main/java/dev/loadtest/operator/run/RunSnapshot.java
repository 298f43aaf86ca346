package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.Live;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a coordinator shows of its run, at one instant.
 *
 * @param live null before its first look
 * @param outcomes of ended cases, by phase
 * @param failed the first cases that failed or erred, at most {@link #FAILED_CASES}
 * @param result of the ended run
 * @param defect why the coordinator could not bring the run to its end
 * @param suspending whether it was told to pause, and not to go on since
 * @param stopping whether it was told to stop
 */
public record RunSnapshot(
        @Nullable Live live,
        Map<String, Map<Outcome, Integer>> outcomes,
        List<RunResult.CaseResult> failed,
        @Nullable RunResult result,
        @Nullable String defect,
        boolean suspending,
        boolean stopping) {
    public static final int FAILED_CASES = 20;

    public RunSnapshot {
        outcomes = Map.copyOf(outcomes);
        failed = List.copyOf(failed);
    }

    /** Whether nothing more will change. */
    public boolean ended() {
        return result != null || defect != null;
    }
}
