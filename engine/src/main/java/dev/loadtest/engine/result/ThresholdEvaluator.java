package dev.loadtest.engine.result;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Threshold;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What thresholds measure and how they are decided; pure. */
public final class ThresholdEvaluator {
    private ThresholdEvaluator() {}

    /** A tally and what it is of. */
    public record Measured(String phase, String variant, String request, Tally tally, Kind kind) {}

    /**
     * A measured value.
     *
     * @param value in the threshold's unit; null where there is no data
     * @param outcomes how many matching requests have ended
     */
    public record Reading(@Nullable Double value, long outcomes) {}

    public static Reading read(Threshold threshold, Iterable<Measured> data) {
        throw new UnsupportedOperationException();
    }

    /** Whether the labels match anything that the selected cases can send; a phase's own threshold is given its own cases. */
    public static boolean selectable(Threshold threshold, LoadPlan plan, Collection<Case> selected) {
        throw new UnsupportedOperationException();
    }

    /** Passed or Failed. */
    public static RunResult.ThresholdResult decide(
            Threshold threshold, Reading reading, @Nullable String phase, @Nullable String variant) {
        throw new UnsupportedOperationException();
    }

    public static RunResult.ThresholdResult notSelected(
            Threshold threshold, @Nullable String phase, @Nullable String variant) {
        throw new UnsupportedOperationException();
    }

    /** Whether there are enough outcomes for a reading to abort a run. */
    public static boolean abortReady(Threshold threshold, Reading reading) {
        throw new UnsupportedOperationException();
    }
}
