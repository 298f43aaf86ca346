package dev.loadtest.engine.coordinate.checkpoint;

import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.result.Verdicts;
import java.util.List;

/**
 * State of a run. Instants are run time in nanoseconds, since its origin.
 *
 * @param startEpochMicros start of the run, in microseconds since the Unix epoch
 * @param originEpochMicros its origin, likewise; 0 before it is known
 * @param lastEndNanos end of the last ended case
 * @param drainNanos start of the drain; negative before
 * @param endedEarly whether it drains because it was ended early
 * @param workers all workers ever; other records refer to positions in this list
 * @param open cases with open books
 * @param decided threshold decisions at the ends of phases
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

    /** A worker: its index and its incarnation. */
    public record Seat(int index, String incarnation, boolean lost) {}

    /** @param endNanos less than {@code startNanos} during the pause */
    public record PauseRecord(long startNanos, long endNanos, String reason) {}

    /**
     * Threshold decisions at the end of a phase in one variant; with an empty phase, the threshold that ended the run.
     */
    public record Decided(String phase, String variant, List<ThresholdResult> results) {
        public Decided {
            results = List.copyOf(results);
        }
    }

    /**
     * Digest of the captured values of a name in a variant; the values themselves are written nowhere.
     *
     * @param count number of kept values
     * @param hash of the values in order, keyed by the store, in lower-case hexadecimal
     */
    public record CapturedDigest(String variant, String name, int count, String hash) {}
}
