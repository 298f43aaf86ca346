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
 * @param recent the last ended cases, at most {@link #RECENT_CASES}
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
        List<NumberedCase> recent,
        @Nullable RunResult result,
        List<String> notes,
        @Nullable String defect,
        boolean suspending,
        boolean stopping,
        Duration drain,
        boolean saves,
        Map<Integer, String> pods) {
    public static final int FAILED_CASES = 20;
    public static final int RECENT_CASES = 20;

    public RunSnapshot {
        phases = List.copyOf(phases);
        failed = List.copyOf(failed);
        recent = List.copyOf(recent);
        notes = List.copyOf(notes);
        pods = Map.copyOf(pods);
    }

    /**
     * An ended case of a run under way.
     *
     * @param reason empty if it passed
     */
    public record EndedCase(String id, String phase, Outcome outcome, String reason) {}

    /**
     * An ended case and its place among all of them.
     *
     * @param number from 1, in the order of the ends
     * @param reason empty if it passed
     * @param percent ended cases of all selected ones, this one included, 0 to 100
     */
    public record NumberedCase(int number, String id, Outcome outcome, String reason, int percent) {}

    /**
     * Cases of a phase by outcome.
     *
     * @param group empty for a phase that runs alone
     */
    public record PhaseOutcomes(String phase, String group, Map<Outcome, Integer> cases) {
        public PhaseOutcomes {
            cases = Map.copyOf(cases);
        }
    }

    /** Whether it is final. */
    public boolean ended() {
        return result != null || defect != null;
    }
}
