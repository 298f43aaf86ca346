package dev.loadtest.engine.result.compare;

import dev.loadtest.engine.plan.DifferenceLimit;
import dev.loadtest.engine.plan.Threshold.Comparison;
import dev.loadtest.engine.result.compare.LimitResult.Outcome;
import java.util.Locale;

/** Applies a limit to an interval. */
final class LimitDecision {
    private static final double MOST_TIMES = 100;

    private LimitDecision() {}

    static LimitResult of(DifferenceLimit limit, Estimate estimate, double confidence) {
        return switch (estimate) {
            case Estimate.Unknown unknown -> undecided(limit, unknown.reason() + longer(unknown.times(), " has them"));
            case Estimate.Known known -> decide(limit, known.difference(), confidence);
        };
    }

    static LimitResult undecided(DifferenceLimit limit, String reason) {
        return new LimitResult(limit, null, Outcome.UNDECIDED, limit.expr() + ": " + reason);
    }

    private static LimitResult decide(DifferenceLimit limit, Difference difference, double confidence) {
        Comparison comparison = limit.comparison();
        boolean low = comparison.holds(difference.low(), limit.bound());
        boolean high = comparison.holds(difference.high(), limit.bound());
        Outcome outcome = low == high ? (low ? Outcome.WITHIN : Outcome.BEYOND) : Outcome.UNDECIDED;
        String text = limit.expr() + ": " + DifferenceText.sentence(difference, confidence);
        return new LimitResult(
                limit,
                difference,
                outcome,
                outcome == Outcome.UNDECIDED ? text + ", across the limit" + longer(limit, difference) : text);
    }

    /**
     * An interval narrows with the square root of the length of a run; what requests without any failure leave room for
     * narrows with the length itself.
     */
    private static String longer(DifferenceLimit limit, Difference difference) {
        double room = Math.abs(limit.bound() - difference.value());
        double reach = limit.bound() > difference.value()
                ? difference.high() - difference.value()
                : difference.value() - difference.low();
        boolean noFailure =
                difference.unit() == DifferenceLimit.Unit.POINTS && difference.base() == 0 && difference.now() == 0;
        double times = noFailure ? reach / room : reach * reach / (room * room);
        return times <= MOST_TIMES
                ? longer(times, " would decide")
                : "; the difference is too near the limit for a run of " + (int) MOST_TIMES
                        + " times the length to decide";
    }

    private static String longer(double times, String does) {
        if (times <= 0) {
            return "";
        }
        // Rounded up: a run that is slightly too short does not decide either.
        double rounded = times < 10 ? Math.ceil(times * 10) / 10 : Math.ceil(times);
        return "; a run about " + String.format(Locale.ROOT, times < 10 ? "%.1f" : "%.0f", Math.max(1.1, rounded))
                + " times as long" + does;
    }
}
