package dev.loadtest.engine.result.threshold;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.plan.Threshold.Plain;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.plan.Unit;
import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.share.RateSchedule;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Measures and decides thresholds; pure. */
public final class ThresholdEvaluator {
    private static final long OUTCOMES_TO_ABORT = 100;
    /** With fewer values, p99.9 is the maximum. */
    private static final long OUTCOMES_TO_ABORT_P999 = 1_000;

    private ThresholdEvaluator() {}

    /**
     * A tally with its labels.
     *
     * @param request the name of the request, or of the journey
     */
    public record Measured(String phase, String variant, String request, Tally tally, Kind kind, boolean isJourney) {
        public Measured(String phase, String variant, String request, Tally tally, Kind kind) {
            this(phase, variant, request, tally, kind, false);
        }

        static Measured ofJourney(String phase, String variant, String journey, Tally tally, Kind kind) {
            return new Measured(phase, variant, journey, tally, kind, true);
        }

        private boolean matches(Threshold.Labels labels) {
            return isJourney
                    ? labels.matchJourney(phase, variant, request, kind)
                    : labels.match(phase, variant, request, kind);
        }
    }

    /**
     * A measured value.
     *
     * @param value in the threshold's unit; null without data
     * @param outcomes number of matching requests that have ended
     */
    public record Reading(@Nullable Double value, long outcomes) {}

    /**
     * Measures the matching requests. {@code count} and {@code failures} refer to sent requests; unscored ones never
     * match.
     */
    public static Reading read(Threshold threshold, Iterable<Measured> data) {
        ThresholdSum sum = new ThresholdSum(threshold);
        for (Measured m : data) {
            if (m.matches(threshold.labels())) {
                sum.add(m.tally());
            }
        }
        return sum.reading();
    }

    /**
     * Whether the labels match anything that the selected cases can send; for a phase's own threshold, its own cases.
     */
    public static boolean selectable(Threshold threshold, LoadPlan plan, Collection<Case> selected) {
        return selected.stream().anyMatch(item -> canMatch(threshold.labels(), plan, item));
    }

    /**
     * Whether only fire-and-forget requests match: no tracked one was planned.
     *
     * @param cases of one phase, ended: all their tracked requests are planned, sent or not
     */
    public static boolean selectsUntrackedOnly(
            Threshold threshold, LoadPlan plan, Collection<Case> cases, Iterable<Measured> data) {
        for (Measured m : data) {
            if (m.kind() == Kind.TRACKED && m.tally().planned() > 0 && m.matches(threshold.labels())) {
                return false;
            }
        }
        return cases.stream().anyMatch(item -> canMatch(threshold.labels(), plan, item, Kind.FIRE_AND_FORGET));
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

    /** Whether there are enough outcomes for an abort, independently of the threshold's result. */
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

    private static boolean canMatch(Threshold.Labels labels, LoadPlan plan, Case item) {
        return Arrays.stream(Kind.values()).anyMatch(kind -> canMatch(labels, plan, item, kind));
    }

    private static boolean canMatch(Threshold.Labels labels, LoadPlan plan, Case item, Kind kind) {
        Phase phase = plan.phase(item.phase());
        return canSend(phase, kind)
                && phase.mix().stream()
                        .anyMatch(entry -> entry.weight() > 0 && canMatch(labels, plan, item, entry.unit(), kind));
    }

    private static boolean canMatch(Threshold.Labels labels, LoadPlan plan, Case item, Unit unit, Kind kind) {
        return unit instanceof Unit.OfJourney journey
                        && labels.matchJourney(item.phase(), item.variant(), journey.name(), kind)
                || plan.requestNames(unit).stream()
                        .anyMatch(request -> labels.match(item.phase(), item.variant(), request, kind));
    }

    /** Whether a phase can send scored requests of a kind; for a random number, whether it may. */
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
