package dev.loadtest.engine.result.compare;

/**
 * The share of bootstrap values beyond each end of an interval. The percentile interval of few values is too narrow: it
 * has the spread of the sample in place of that of the population, and the normal distribution's tails in place of
 * Student's. Smaller tails correct both, after Hesterberg, "What Teachers Should Know About the Bootstrap",
 * The American Statistician 69 (2015), section 4.2: {@code Phi(-sqrt(n / (n - 1)) * t)}.
 */
final class Tails {
    private static final double PRECISION = 1e-9;

    private Tails() {}

    /**
     * @param confidence 0 to 1, such as 0.95
     * @param blocks number of drawn blocks
     * @param strata number of groups within which they are drawn, below the number of blocks
     */
    static double of(double confidence, int blocks, int strata) {
        int freedom = blocks - strata;
        return normalBelow(-student(confidence, freedom) * Math.sqrt((double) blocks / freedom));
    }

    /** The t with {@code P(-t < T < t) = confidence}. */
    static double student(double confidence, int freedom) {
        double least = 0;
        double most = 1e6;
        while (most - least > PRECISION * most) {
            double middle = (least + most) / 2;
            if (within(middle, freedom) < confidence) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return most;
    }

    /** Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4: exact for whole degrees of freedom. */
    private static double within(double t, int freedom) {
        double angle = Math.atan(t / Math.sqrt(freedom));
        double cos = Math.cos(angle);
        double square = cos * cos;
        boolean odd = freedom % 2 == 1;
        double term = odd ? cos : 1;
        double sum = freedom == 1 ? 0 : term;
        for (int i = odd ? 3 : 2; i <= freedom - 2; i += 2) {
            term *= square * (i - 1) / i;
            sum += term;
        }
        return odd ? 2 / Math.PI * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
    }

    /** Abramowitz and Stegun 7.1.26, to 1.5e-7. */
    static double normalBelow(double z) {
        double x = Math.abs(z) / Math.sqrt(2);
        double t = 1 / (1 + 0.3275911 * x);
        double polynomial =
                t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        double tail = polynomial * Math.exp(-x * x) / 2;
        return z < 0 ? tail : 1 - tail;
    }
}
