package dev.loadtest.engine.plan;

import dev.loadtest.engine.plan.syntax.Durations;
import java.util.regex.Pattern;

/** The right side of a threshold, in the unit of its metric. */
record ThresholdLimit(double limit, Threshold.Unit unit) {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,15}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,15})?");

    /** Whether the metric is a duration. */
    static boolean latency(Threshold.Metric metric) {
        return metric instanceof Threshold.Percentile
                || metric == Threshold.Plain.MAX
                || metric == Threshold.Plain.MEAN;
    }

    /**
     * Parses a limit.
     *
     * @param name of the metric, for the error message
     */
    static ThresholdLimit parse(Threshold.Metric metric, String name, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the value that \"" + name + "\" is compared with is missing");
        }
        if (latency(metric)) {
            return micros(name, text);
        }
        if (metric == Threshold.Plain.FAILURES && text.endsWith("%")) {
            return percent(text);
        }
        if (metric == Threshold.Plain.RPS) {
            if (!NUMBER.matcher(text).matches()) {
                throw wrong(name, text, "write requests a second as a number, such as 100 or 0.5");
            }
            return new ThresholdLimit(Double.parseDouble(text), Threshold.Unit.PER_SECOND);
        }
        if (!WHOLE.matcher(text).matches()) {
            throw wrong(
                    name,
                    text,
                    metric == Threshold.Plain.FAILURES
                            ? "write a whole number of failures, or a share of the sent such as 5%"
                            : "write a whole number of requests");
        }
        return new ThresholdLimit(Double.parseDouble(text), Threshold.Unit.COUNT);
    }

    private static ThresholdLimit micros(String name, String text) {
        try {
            return new ThresholdLimit(Durations.parse(text).toNanos() / 1e3, Threshold.Unit.MICROS);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + name + "\" is compared with a duration: " + e.getMessage(), e);
        }
    }

    private static ThresholdLimit percent(String text) {
        String number = text.substring(0, text.length() - 1).stripTrailing();
        if (!NUMBER.matcher(number).matches() || Double.parseDouble(number) > 100) {
            throw wrong("failures", text, "a share is from 0% to 100%");
        }
        return new ThresholdLimit(Double.parseDouble(number), Threshold.Unit.PERCENT);
    }

    private static IllegalArgumentException wrong(String name, String text, String sentence) {
        return new IllegalArgumentException("\"" + name + "\" cannot be compared with \"" + text + "\": " + sentence);
    }
}
