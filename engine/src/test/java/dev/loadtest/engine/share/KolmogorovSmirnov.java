package dev.loadtest.engine.share;

import java.util.Arrays;

/** The test of whether numbers are independent draws from the uniform distribution on [0, 1). */
final class KolmogorovSmirnov {
    /** sqrt(n) D is above this for one sample in a thousand. */
    static final double ONE_IN_A_THOUSAND = 1.95;

    private KolmogorovSmirnov() {}

    /** sqrt(n) times the largest distance between the numbers' distribution and the uniform one. */
    static double statistic(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        double n = sorted.length;
        double most = 0;
        for (int i = 0; i < sorted.length; i++) {
            most = Math.max(most, Math.max((i + 1) / n - sorted[i], sorted[i] - i / n));
        }
        return Math.sqrt(n) * most;
    }
}
