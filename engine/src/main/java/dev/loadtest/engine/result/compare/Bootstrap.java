package dev.loadtest.engine.result.compare;

import dev.loadtest.engine.share.Randomness;
import java.util.Arrays;
import java.util.Optional;

/**
 * The interval of a difference between two runs, by a block bootstrap: response times that follow each other resemble
 * each other, so that not single requests are drawn but blocks of successive ones, whose mutual dependence is small.
 * Blocks of the two runs hold the same requests and are drawn in pairs, which removes the differences between requests
 * from the interval.
 *
 * <p>Sources: Kuensch, "The Jackknife and the Bootstrap for General Stationary Observations", The Annals of Statistics 17
 * (1989), and Carlstein, same journal 14 (1986), for blocks; Efron and Tibshirani, "An Introduction to the Bootstrap"
 * (1993), chapter 13, for the percentile interval; {@link Tails} for its ends.
 */
final class Bootstrap {
    private static final int DRAWS = 2_000;
    private static final long KEY = Randomness.key(0, "bootstrap");

    private Bootstrap() {}

    record Interval(double low, double high) {}

    /** A number of a difference, from how often each pair was drawn. */
    interface Statistic {
        double of(int[] weights);
    }

    /**
     * A pure function of its arguments.
     *
     * @param confidence 0 to 1
     * @return empty if a drawn sample has no value
     */
    static Optional<Interval> interval(PairedBlocks pairs, Statistic difference, double confidence) {
        double[] values = new double[DRAWS];
        int[] weights = new int[pairs.size()];
        long random = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            Arrays.fill(weights, 0);
            int from = 0;
            for (int size : pairs.strata()) {
                for (int i = 0; i < size; i++) {
                    weights[from + (int) Randomness.below(Randomness.bits(KEY, random++), size)]++;
                }
                from += size;
            }
            values[draw] = difference.of(weights);
            if (!Double.isFinite(values[draw])) {
                return Optional.empty();
            }
        }
        Arrays.sort(values);
        double tail = Tails.of(confidence, pairs.size(), pairs.strata().size());
        return Optional.of(new Interval(at(values, tail), at(values, 1 - tail)));
    }

    /** Linear between the sorted values. */
    private static double at(double[] sorted, double share) {
        double rank = share * (sorted.length - 1);
        int below = (int) rank;
        double part = rank - below;
        return part == 0 ? sorted[below] : sorted[below] * (1 - part) + sorted[below + 1] * part;
    }
}
