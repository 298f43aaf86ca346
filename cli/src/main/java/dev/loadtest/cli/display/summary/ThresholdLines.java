package dev.loadtest.cli.display.summary;

import dev.loadtest.cli.display.Colour;
import dev.loadtest.cli.display.Quantities;
import dev.loadtest.engine.result.RunResult.ThresholdResult;

/** A threshold in the summary: {@code Passed  health: p99 < 5s (forced) - 52.7 ms}. Pure. */
final class ThresholdLines {
    private ThresholdLines() {}

    static Judgement of(ThresholdResult threshold) {
        return new Judgement(threshold.result().label(), colour(threshold.result()), text(threshold));
    }

    private static String text(ThresholdResult threshold) {
        String where = (threshold.phase() == null ? "" : threshold.phase() + ": ")
                + threshold.threshold().expr()
                + (threshold.variant() == null || threshold.variant().isEmpty()
                        ? ""
                        : " (" + threshold.variant() + ")");
        String detail = threshold.result() == ThresholdResult.Result.PASSED
                ? value(threshold)
                : threshold.reason().isEmpty() ? value(threshold) : said(threshold);
        return where + (detail.isEmpty() ? "" : " - " + detail);
    }

    private static Colour colour(ThresholdResult.Result result) {
        return switch (result) {
            case PASSED -> Colour.GREEN;
            case FAILED -> Colour.RED;
            case NOT_SELECTED -> Colour.YELLOW;
        };
    }

    /** The threshold's reason without the expression, which the line already shows. */
    private static String said(ThresholdResult threshold) {
        String expr = threshold.threshold().expr() + ": ";
        String reason = threshold.reason();
        return reason.startsWith(expr) ? reason.substring(expr.length()) : reason;
    }

    private static String value(ThresholdResult threshold) {
        Double value = threshold.value();
        if (value == null) {
            return "";
        }
        return switch (threshold.threshold().unit()) {
            case MICROS -> Quantities.duration(value);
            case COUNT -> Quantities.count(Math.round(value));
            case PERCENT -> Quantities.digits(value) + "%";
            case PER_SECOND -> Quantities.digits(value) + "/s";
        };
    }
}
