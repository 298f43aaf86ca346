package dev.loadtest.engine.share;

/** Pearson's test of whether counts fit what was expected. */
final class ChiSquare {
    private ChiSquare() {}

    static double of(long[] counts, double[] expected) {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
        }
        return sum;
    }

    /** What true randomness exceeds about once in 300,000 times: Wilson and Hilferty's approximation at 4.5 sigma. */
    static double bound(int degrees) {
        double spread = 2.0 / (9 * degrees);
        return degrees * Math.pow(1 - spread + 4.5 * Math.sqrt(spread), 3);
    }
}
