package dev.loadtest.engine.result.baseline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run compared with its baseline.
 *
 * @param source where the baseline's results are: {@code configmap/NAME}, or a file
 * @param name of the baseline's LoadTest
 * @param confidence of the intervals, 0 to 1
 * @param refusals why the runs, or single phases, are not compared; one sentence each
 * @param limits in the order of the manifest
 */
public record BaselineResult(String source, String name, double confidence, List<String> refusals, List<Limit> limits) {
    public BaselineResult {
        refusals = List.copyOf(refusals);
        limits = List.copyOf(limits);
    }

    /**
     * A limit.
     *
     * @param outcome {@code Within}, {@code Beyond} or {@code Undecided}
     * @param passed whether the run keeps it
     * @param change null if there is none
     * @param reason a sentence that begins with the expression
     */
    public record Limit(
            String expr,
            String outcome,
            boolean passed,
            @Nullable Change change,
            String reason) {

        /** The reason without the expression. */
        public String detail() {
            return reason.startsWith(expr + ": ") ? reason.substring(expr.length() + 2) : reason;
        }
    }

    /**
     * A difference between two runs.
     *
     * @param base the baseline's value: microseconds, or percent of the sent requests
     * @param now this run's value
     * @param difference in the unit
     * @param low lower end of its interval
     * @param high its upper end
     * @param unit {@code percent} of the base, {@code micros}, or {@code points} of percent
     */
    public record Change(double base, double now, double difference, double low, double high, String unit) {}

    /** Limits that the run does not keep. */
    public List<Limit> failed() {
        return limits.stream().filter(limit -> !limit.passed()).toList();
    }
}
