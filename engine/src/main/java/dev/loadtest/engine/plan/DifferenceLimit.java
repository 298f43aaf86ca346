package dev.loadtest.engine.plan;

/**
 * A limit on the difference between two runs, such as {@code p99{request=draw} <= +5%}.
 *
 * @param expr as written by the user
 * @param metric a percentile, the mean or failures
 * @param labels which requests; never a journey, and of response time
 * @param comparison below, at most, above or at least
 * @param bound in the unit
 */
public record DifferenceLimit(
        String expr,
        Threshold.Metric metric,
        Threshold.Labels labels,
        Threshold.Comparison comparison,
        double bound,
        Unit unit) {

    /** Unit of a difference. */
    public enum Unit {
        /** Percent of the base's value. */
        PERCENT,
        MICROS,
        /** Percentage points of the sent requests: from 1 % to 1.5 % failures are 0.5 points. */
        POINTS
    }

    /**
     * Parses {@code metric{label=value,…} op difference}.
     *
     * @throws IllegalArgumentException with a sentence that names the error and the correct form
     */
    public static DifferenceLimit parse(String expr) {
        return new DifferenceLimitParser(expr).parse();
    }
}
