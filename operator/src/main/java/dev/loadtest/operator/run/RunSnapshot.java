package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a coordinator shows of its run, at one instant.
 *
 * @param live null before its first look
 * @param phases the outcomes of ended cases, in the order in which the first of each phase ended
 * @param failed the first cases that failed or erred, at most {@link #FAILED_CASES}
 * @param result of the ended run
 * @param notes what is to be said of its end besides the result's own message
 * @param defect why the coordinator could not bring the run to its end
 * @param suspending whether it was told to pause, and not to go on since
 * @param stopping whether it was told to stop
 * @param drain how long its end may wait for late outcomes
 * @param saves whether a phase keeps samples
 * @param pods the UIDs of the pods of workers that are not lost, by index
 */
public record RunSnapshot(
        @Nullable Live live,
        List<PhaseOutcomes> phases,
        List<EndedCase> failed,
        @Nullable RunResult result,
        List<String> notes,
        @Nullable String defect,
        boolean suspending,
        boolean stopping,
        Duration drain,
        boolean saves,
        Map<Integer, String> pods) {
    public static final int FAILED_CASES = 20;

    public RunSnapshot {
        phases = List.copyOf(phases);
        failed = List.copyOf(failed);
        notes = List.copyOf(notes);
        pods = Map.copyOf(pods);
    }

    /** How many cases of a phase ended how. */
    public record PhaseOutcomes(String phase, Map<Outcome, Integer> cases) {
        public PhaseOutcomes {
            cases = Map.copyOf(cases);
        }
    }

    /** Whether nothing more will change. */
    public boolean ended() {
        return result != null || defect != null;
    }
}
