package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Think;
import java.time.Duration;

/** How long a pause is: a function of what it is drawn from, the same on every machine. */
public final class Pauses {
    private Pauses() {}

    /**
     * The length of a pause, in nanoseconds.
     *
     * @param bits 64 random bits, which only drawn pauses use
     */
    public static long nanos(Think think, long bits) {
        return switch (think) {
            case Think.Fixed fixed -> fixed.length().toNanos();
            case Think.Uniform uniform -> {
                long least = uniform.least().toNanos();
                yield least + Randomness.below(bits, uniform.most().toNanos() - least + 1);
            }
            case Think.Exponential exponential -> exponential(exponential.mean(), Randomness.unit(bits));
        };
    }

    /** By inversion. StrictMath: the last digit of Math's logarithm may differ from one machine to the next. */
    private static long exponential(Duration mean, double unit) {
        double means = Math.min(Think.CUT, -StrictMath.log1p(-unit));
        return Math.round(means * mean.toNanos());
    }
}
