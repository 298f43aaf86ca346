package dev.loadtest.engine.result.compare;

import dev.loadtest.engine.plan.DifferenceLimit.Unit;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.block.BlockLimits;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A metric's difference over paired blocks, or why there is none. */
sealed interface Estimate {
    /** Requests that a percentile needs beyond it, in each run. */
    int MIN_BEYOND = 10;

    record Known(Difference difference) implements Estimate {}

    /**
     * @param reason a clause for the user
     * @param times how many times as long a run would have enough; 0 if not known
     */
    record Unknown(String reason, double times) implements Estimate {}

    /** @param confidence 0 to 1 */
    static Estimate of(PairedBlocks pairs, Threshold.Metric metric, Unit unit, double confidence) {
        if (pairs.size() == 0) {
            return new Unknown("no request that it selects was sent by both runs", 0);
        }
        if (pairs.size() < BlockLimits.MIN_BLOCKS) {
            return new Unknown(
                    "only " + pairs.size() + " blocks hold requests of both runs, and an interval needs "
                            + BlockLimits.MIN_BLOCKS,
                    0);
        }
        long needed = needed(metric);
        long fewest = Math.min(pairs.base().responses(pairs.once()), pairs.now().responses(pairs.once()));
        if (fewest < needed) {
            return new Unknown(
                    "it needs " + count(needed) + " responses of each run, and there are " + count(fewest),
                    fewest == 0 ? 0 : (double) needed / fewest);
        }
        return known(pairs, metric, unit, confidence);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static long needed(Threshold.Metric metric) {
        return switch (metric) {
            case Threshold.Percentile of -> Math.round(MIN_BEYOND / (1 - of.percentile() / 100));
            case Threshold.Plain plain -> plain == Threshold.Plain.FAILURES ? 0 : MIN_BEYOND;
        };
    }

    private static Estimate known(PairedBlocks pairs, Threshold.Metric metric, Unit unit, double confidence) {
        int[] once = pairs.once();
        double base = value(pairs.base(), metric, once);
        double now = value(pairs.now(), metric, once);
        Bootstrap.Statistic statistic =
                weights -> difference(value(pairs.base(), metric, weights), value(pairs.now(), metric, weights), unit);
        Bootstrap.Interval interval = interval(pairs, metric, statistic, confidence);
        double value = difference(base, now, unit);
        if (interval == null || !Double.isFinite(value)) {
            return new Unknown("the base has no value to compare with in all of its blocks", 0);
        }
        boolean failures = metric == Threshold.Plain.FAILURES;
        return new Known(new Difference(
                base,
                now,
                value,
                interval.low(),
                interval.high(),
                unit,
                failures ? pairs.base().sent(once) : pairs.base().responses(once),
                failures ? pairs.now().sent(once) : pairs.now().responses(once),
                pairs.size()));
    }

    private static Bootstrap.@Nullable Interval interval(
            PairedBlocks pairs, Threshold.Metric metric, Bootstrap.Statistic statistic, double confidence) {
        Bootstrap.Interval drawn =
                Bootstrap.interval(pairs, statistic, confidence).orElse(null);
        return drawn == null || metric != Threshold.Plain.FAILURES
                ? drawn
                : withUnseen(drawn, pairs, statistic.of(pairs.once()), confidence);
    }

    /** Draws of blocks without failures have none; how many there could have been, the number of requests bounds. */
    private static Bootstrap.Interval withUnseen(
            Bootstrap.Interval drawn, PairedBlocks pairs, double value, double confidence) {
        int[] once = pairs.once();
        double low = pairs.base().failures(once) > 0
                ? drawn.low()
                : Math.min(drawn.low(), value - mostWithoutFailure(pairs.base().sent(once), confidence));
        double high = pairs.now().failures(once) > 0
                ? drawn.high()
                : Math.max(drawn.high(), value + mostWithoutFailure(pairs.now().sent(once), confidence));
        return new Bootstrap.Interval(low, high);
    }

    /**
     * The largest failure rate, in percent, of which n requests without a failure leave a chance: {@code (1 - p)^n}
     * equals the interval's tail (Clopper and Pearson, Biometrika 26, 1934).
     */
    private static double mostWithoutFailure(long sent, double confidence) {
        return 100 * (1 - Math.pow((1 - confidence) / 2, 1.0 / sent));
    }

    private static double value(Side side, Threshold.Metric metric, int[] weights) {
        return switch (metric) {
            case Threshold.Percentile of -> side.percentile(weights, of.percentile());
            case Threshold.Plain plain ->
                plain == Threshold.Plain.FAILURES ? side.failureShare(weights) : side.mean(weights);
        };
    }

    private static double difference(double base, double now, Unit unit) {
        return switch (unit) {
            case PERCENT -> 100 * (now - base) / base;
            case MICROS, POINTS -> now - base;
        };
    }
}
