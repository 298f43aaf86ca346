package dev.loadtest.engine.result.compare;

import dev.loadtest.engine.plan.DifferenceLimit;

/**
 * A difference between two runs and its interval.
 *
 * @param base the base's value: microseconds, or percent of the sent requests
 * @param now the new run's value
 * @param value the new run's value less the base's, in the unit
 * @param low lower end of the interval, in the unit
 * @param high its upper end
 * @param baseRequests of the base, with a response time; for failures sent ones
 * @param nowRequests the same of the new run
 * @param blocks number of pairs of blocks
 */
public record Difference(
        double base,
        double now,
        double value,
        double low,
        double high,
        DifferenceLimit.Unit unit,
        long baseRequests,
        long nowRequests,
        int blocks) {

    /** Whether the interval lies on one side of 0. */
    public boolean isCertain() {
        return low > 0 || high < 0;
    }
}
