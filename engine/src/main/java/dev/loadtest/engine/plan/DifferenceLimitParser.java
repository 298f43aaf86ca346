package dev.loadtest.engine.plan;

import dev.loadtest.engine.plan.DifferenceLimit.Unit;
import dev.loadtest.engine.plan.syntax.Durations;
import java.util.regex.Pattern;

/** Parses {@link DifferenceLimit} expressions. */
final class DifferenceLimitParser {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final String FORM = "a limit reads metric{label=value} op difference, such as"
            + " \"p99{request=draw} <= +5%\", \"mean <= +20ms\" or \"failures <= +0.5%\"";

    private final String expr;

    DifferenceLimitParser(String expr) {
        this.expr = expr;
    }

    DifferenceLimit parse() {
        ThresholdParser.Sides sides = new ThresholdParser(expr).sides(FORM);
        ThresholdParser.Left left = sides.left();
        checkMetric(left);
        checkLabels(left.labels());
        checkComparison(left.comparison());
        return limit(left, sides.right());
    }

    private static void checkMetric(ThresholdParser.Left left) {
        if (left.metric() == Threshold.Plain.MAX) {
            throw new IllegalArgumentException("the largest of all times says too little about a difference: \"max\""
                    + " cannot be compared; use p99.9");
        }
        if (left.metric() == Threshold.Plain.RPS || left.metric() == Threshold.Plain.COUNT) {
            throw new IllegalArgumentException("\"" + left.name() + "\" cannot be compared: blocks hold response times"
                    + " and failures; of users, \"mean\" says how much faster they are answered");
        }
    }

    private static void checkLabels(Threshold.Labels labels) {
        if (labels.journey() != null) {
            throw new IllegalArgumentException(
                    "the label \"journey\" cannot be compared: blocks hold requests, those of"
                            + " a journey's steps too; use \"request\"");
        }
        if (labels.time() != Threshold.Time.RESPONSE) {
            throw new IllegalArgumentException("the label \"time="
                    + labels.time().label() + "\" cannot be compared: blocks hold response times alone");
        }
    }

    private static void checkComparison(Threshold.Comparison comparison) {
        if (comparison == Threshold.Comparison.EQUAL || comparison == Threshold.Comparison.NOT_EQUAL) {
            throw new IllegalArgumentException(
                    "no difference is exactly \"" + comparison.sign() + "\" a value: one of < <= > >=");
        }
    }

    private DifferenceLimit limit(ThresholdParser.Left left, String right) {
        if (right.isEmpty() || right.charAt(0) != '+' && right.charAt(0) != '-') {
            throw new IllegalArgumentException(
                    "\"" + left.name() + "\" is compared with a difference, which begins with" + " its sign: "
                            + examples(left) + (right.isEmpty() ? "" : ", not \"" + right + "\""));
        }
        String size = right.substring(1).strip();
        double sign = right.charAt(0) == '-' ? -1 : 1;
        boolean failures = left.metric() == Threshold.Plain.FAILURES;
        if (size.endsWith("%")) {
            String number = size.substring(0, size.length() - 1).strip();
            if (!NUMBER.matcher(number).matches()) {
                throw wrong(left, right);
            }
            Unit unit = failures ? Unit.POINTS : Unit.PERCENT;
            return limit(left, sign * Double.parseDouble(number), unit);
        }
        if (failures) {
            throw wrong(left, right);
        }
        try {
            return limit(left, sign * Durations.parse(size).toNanos() / 1e3, Unit.MICROS);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(wrong(left, right).getMessage(), e);
        }
    }

    private DifferenceLimit limit(ThresholdParser.Left left, double bound, Unit unit) {
        return new DifferenceLimit(expr, left.metric(), left.labels(), left.comparison(), bound, unit);
    }

    private static IllegalArgumentException wrong(ThresholdParser.Left left, String right) {
        return new IllegalArgumentException(
                "\"" + left.name() + "\" cannot be compared with \"" + right + "\": write " + examples(left));
    }

    private static String examples(ThresholdParser.Left left) {
        return left.metric() == Threshold.Plain.FAILURES
                ? "points of the sent requests, such as +0.5%"
                : "percent of the base or a duration, such as +5% or +20ms";
    }
}
