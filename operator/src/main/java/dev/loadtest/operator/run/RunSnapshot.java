package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * State of a run's coordinator at one instant.
 *
 * @param live null before its first report
 * @param phases outcomes of ended cases, in the order in which the first of each phase ended
 * @param failed the first failed or erroneous cases, at most {@link #FAILED_CASES}
 * @param result of the ended run
 * @param notes sentences beside the result's own message
 * @param defect why the coordinator failed
 * @param suspending whether it was suspended and not resumed
 * @param stopping whether it was stopped
 * @param drain maximum wait for late outcomes
 * @param saves whether a phase keeps samples
 * @param pods UIDs of the pods of workers that are not lost, by index
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

    /** Cases of a phase by outcome. */
    public record PhaseOutcomes(String phase, Map<Outcome, Integer> cases) {
        public PhaseOutcomes {
            cases = Map.copyOf(cases);
        }
    }

    /** Whether it is final. */
    public boolean ended() {
        return result != null || defect != null;
    }
}
