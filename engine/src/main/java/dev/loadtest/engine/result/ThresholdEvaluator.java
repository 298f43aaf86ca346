package dev.loadtest.engine.result;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.plan.Threshold.Plain;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.share.RateSchedule;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What thresholds measure and how they are decided; pure. */
public final class ThresholdEvaluator {
    private static final long OUTCOMES_TO_ABORT = 100;
    /** Below this, p99.9 is the maximum. */
    private static final long OUTCOMES_TO_ABORT_P999 = 1_000;

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

    /** Reads what the labels match. {@code count} and {@code failures} are of requests sent; unscored ones never match. */
    public static Reading read(Threshold threshold, Iterable<Measured> data) {
        ThresholdSum sum = new ThresholdSum(threshold);
        for (Measured m : data) {
            if (threshold.labels().match(m.phase(), m.variant(), m.request(), m.kind())) {
                sum.add(m.tally());
            }
        }
        return sum.reading();
    }

    /** Whether the labels match anything that the selected cases can send; a phase's own threshold is given its own cases. */
    public static boolean selectable(Threshold threshold, LoadPlan plan, Collection<Case> selected) {
        return selected.stream().anyMatch(item -> canMatch(threshold.labels(), plan.phase(item.phase()), item));
    }

    /** Passed, or Failed with a sentence that says why. */
    public static ThresholdResult decide(
            Threshold threshold, Reading reading, @Nullable String phase, @Nullable String variant) {
        Double value = reading.value();
        boolean passed = value != null && threshold.comparison().holds(value, threshold.limit());
        return new ThresholdResult(
                threshold,
                phase,
                variant,
                value,
                passed ? ThresholdResult.Result.PASSED : ThresholdResult.Result.FAILED,
                passed ? "" : ThresholdText.broken(threshold, value));
    }

    /** The result of a threshold that is not {@link #selectable}. */
    public static ThresholdResult notSelected(Threshold threshold, @Nullable String phase, @Nullable String variant) {
        String reason = threshold.expr() + ": its labels match nothing that was selected";
        return new ThresholdResult(threshold, phase, variant, null, ThresholdResult.Result.NOT_SELECTED, reason);
    }

    /** Whether there are enough outcomes for a reading to abort a run; not whether it is broken. */
    public static boolean abortReady(Threshold threshold, Reading reading) {
        return reading.value() != null && reading.outcomes() >= outcomesToAbort(threshold.metric());
    }

    private static long outcomesToAbort(Threshold.Metric metric) {
        return switch (metric) {
            case Threshold.Percentile p -> p.percentile() > 99 ? OUTCOMES_TO_ABORT_P999 : OUTCOMES_TO_ABORT;
            case Plain plain ->
                switch (plain) {
                    case MAX, COUNT -> 0;
                    case MEAN, FAILURES, RPS -> OUTCOMES_TO_ABORT;
                };
        };
    }

    private static boolean canMatch(Threshold.Labels labels, Phase phase, Case item) {
        for (Phase.MixEntry entry : phase.mix()) {
            for (Kind kind : Kind.values()) {
                if (entry.weight() > 0
                        && labels.match(item.phase(), item.variant(), entry.request(), kind)
                        && canSend(phase, kind)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a phase can send scored requests of a kind; for a random number of requests, whether it might. */
    private static boolean canSend(Phase phase, Kind kind) {
        if (phase.shape() instanceof Shape.Until) {
            return kind == Kind.TRACKED;
        }
        boolean tracked = kind == Kind.TRACKED;
        return switch (phase.tracking()) {
            case Tracking.All all -> tracked;
            case Tracking.Percent p -> tracked ? p.percent() > 0 : p.percent() < 100;
            case Tracking.Count count -> tracked ? count.tracked() > 0 : count.tracked() < requests(phase.shape());
        };
    }

    private static long requests(Shape shape) {
        return switch (shape) {
            case Shape.Burst burst -> burst.requests();
            case Shape.CountedUsers counted -> counted.requests();
            case Shape.Until until -> 1;
            case Shape.Rate rate -> RateSchedule.of(rate).total();
            case Shape.TimedUsers timed -> Long.MAX_VALUE;
        };
    }
}
