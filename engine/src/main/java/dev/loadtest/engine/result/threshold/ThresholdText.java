package dev.loadtest.engine.result.threshold;

import dev.loadtest.engine.plan.Threshold;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Sentences about violated thresholds, such as {@code p99{request=health} < 10s: was 12.3 s}. */
final class ThresholdText {
    private static final int DIGITS = 3;
    private static final int DIGITS_AT_MOST = 17;

    private ThresholdText() {}

    static String broken(Threshold threshold, @Nullable Double value) {
        if (value == null) {
            return threshold.expr() + ": " + withoutData(threshold);
        }
        return threshold.expr() + ": was " + measured(threshold, value);
    }

    private static String withoutData(Threshold threshold) {
        boolean isJourney = threshold.labels().journey() != null;
        String untimed = isJourney ? "no matching journey was completed" : "no matching request has a latency";
        return switch (threshold.metric()) {
            case Threshold.Percentile p -> untimed;
            case Threshold.Plain plain ->
                switch (plain) {
                    case MAX, MEAN -> untimed;
                    case FAILURES, RPS, COUNT ->
                        isJourney ? "no matching journey was begun" : "no matching request was sent";
                };
        };
    }

    private static String measured(Threshold threshold, double value) {
        return switch (threshold.unit()) {
            case MICROS -> {
                if (value < 1_000) {
                    yield rounded(threshold, value, 0) + " µs";
                }
                yield value < 1_000_000 ? rounded(threshold, value, 3) + " ms" : rounded(threshold, value, 6) + " s";
            }
            case COUNT -> rounded(threshold, value, 0);
            case PERCENT -> rounded(threshold, value, 0) + " %";
            case PER_SECOND -> rounded(threshold, value, 0) + " a second";
        };
    }

    /** The fewest decimals that still violate the threshold: 10.004 s must not become "10 s" for {@code <= 10s}. */
    private static String rounded(Threshold threshold, double value, int shift) {
        BigDecimal exact = BigDecimal.valueOf(value).movePointLeft(shift);
        BigDecimal rounded = exact;
        for (int digits = Math.max(DIGITS, exact.precision() - exact.scale()); digits < DIGITS_AT_MOST; digits++) {
            rounded = exact.round(new MathContext(digits, RoundingMode.HALF_UP));
            double shown = rounded.movePointRight(shift).doubleValue();
            if (!threshold.comparison().holds(shown, threshold.limit())) {
                break;
            }
        }
        return rounded.stripTrailingZeros().toPlainString();
    }
}
