package dev.loadtest.engine.coordinate.checkpoint;

import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.result.Verdicts;
import java.util.List;

/**
 * How a run stands. Instants are run time in nanoseconds: since its origin.
 *
 * @param startEpochMicros when the run was started, in microseconds since the Unix epoch
 * @param originEpochMicros its origin, in the same; 0 before that was named
 * @param lastEndNanos when the last case to end ended
 * @param drainNanos since when it drains; below 0 before
 * @param endedEarly whether it drains because it was ended before its time
 * @param workers all there ever were; elsewhere they are named by their place in this list
 * @param open cases whose books are not closed
 * @param decided what phases' thresholds said when their phases ended
 */
public record RunState(
        long startEpochMicros,
        long originEpochMicros,
        long lastEndNanos,
        long drainNanos,
        boolean endedEarly,
        List<Seat> workers,
        List<PauseRecord> pauses,
        List<String> losses,
        Verdicts.Reasons reasons,
        List<OpenCase> open,
        List<Decided> decided,
        List<CapturedDigest> captured) {
    public RunState {
        workers = List.copyOf(workers);
        pauses = List.copyOf(pauses);
        losses = List.copyOf(losses);
        open = List.copyOf(open);
        decided = List.copyOf(decided);
        captured = List.copyOf(captured);
    }

    /** A worker: its place among those that share the load, and which process it is. */
    public record Seat(int index, String incarnation, boolean lost) {}

    /** @param endNanos below {@code startNanos} while it lasts */
    public record PauseRecord(long startNanos, long endNanos, String reason) {}

    /**
     * What the thresholds of a phase in one variant said when it ended; with an empty phase, the threshold that ended the
     * run.
     */
    public record Decided(String phase, String variant, List<ThresholdResult> results) {
        public Decided {
            results = List.copyOf(results);
        }
    }

    /**
     * The captured values of a name in a variant, which are written nowhere themselves.
     *
     * @param count how many are kept
     * @param hash of them in their order, under the store's key, in lower-case hexadecimal
     */
    public record CapturedDigest(String variant, String name, int count, String hash) {}
}
