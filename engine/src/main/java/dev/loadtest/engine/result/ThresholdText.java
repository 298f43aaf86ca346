package dev.loadtest.engine.result;

import dev.loadtest.engine.plan.Threshold;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Sentences about broken thresholds, such as {@code p99{request=health} < 10s: was 12.3 s}. */
final class ThresholdText {
    private static final int DIGITS = 3;
    private static final int DIGITS_AT_MOST = 17;

    private ThresholdText() {}

    static String broken(Threshold threshold, @Nullable Double value) {
        if (value == null) {
            return threshold.expr() + ": " + withoutData(threshold.metric());
        }
        return threshold.expr() + ": was " + text(rounded(threshold, value), threshold.unit());
    }

    private static String withoutData(Threshold.Metric metric) {
        return switch (metric) {
            case Threshold.Percentile p -> "no matching request has a latency";
            case Threshold.Plain plain ->
                switch (plain) {
                    case MAX, MEAN -> "no matching request has a latency";
                    case FAILURES, RPS, COUNT -> "no matching request was sent";
                };
        };
    }

    /** As few digits as still break the threshold: 10.004 s is not "10 s" to a limit of 10 s. */
    private static BigDecimal rounded(Threshold threshold, double value) {
        for (int digits = DIGITS; digits < DIGITS_AT_MOST; digits++) {
            BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_UP));
            if (!threshold.comparison().holds(rounded.doubleValue(), threshold.limit())) {
                return rounded;
            }
        }
        return BigDecimal.valueOf(value);
    }

    private static String text(BigDecimal value, Threshold.Unit unit) {
        return switch (unit) {
            case MICROS -> duration(value);
            case COUNT -> plain(value);
            case PERCENT -> plain(value) + " %";
            case PER_SECOND -> plain(value) + " a second";
        };
    }

    private static String duration(BigDecimal micros) {
        if (micros.compareTo(BigDecimal.valueOf(1_000)) < 0) {
            return plain(micros) + " µs";
        }
        boolean millis = micros.compareTo(BigDecimal.valueOf(1_000_000)) < 0;
        return plain(micros.movePointLeft(millis ? 3 : 6)) + (millis ? " ms" : " s");
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
