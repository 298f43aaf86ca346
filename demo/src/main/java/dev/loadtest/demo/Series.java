package dev.loadtest.demo;

import java.util.SplittableRandom;

/** The data of one plot: a function of its handle and index alone, so that runs are comparable. */
final class Series {
    static final int POINTS = 60;

    private final double[] values;

    private Series(double[] values) {
        this.values = values;
    }

    static Series of(String handle, int index) {
        SplittableRandom random = new SplittableRandom(handle.hashCode() * 31L + index);
        double[] values = new double[POINTS];
        double level = 50;
        for (int i = 0; i < POINTS; i++) {
            level = Math.clamp(level + (random.nextDouble() - 0.5) * 16, 0, 100);
            values[i] = Math.round(level * 10) / 10.0;
        }
        return new Series(values);
    }

    /** From 0 to 100, with one decimal. */
    double value(int i) {
        return values[i];
    }

    double[] values() {
        return values.clone();
    }
}
