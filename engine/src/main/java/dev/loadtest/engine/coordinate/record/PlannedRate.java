package dev.loadtest.engine.coordinate.record;

import dev.loadtest.engine.plan.Shape;
import java.time.Duration;

/** The rate of the open model at an instant. Pure. */
final class PlannedRate {
    private static final double NANOS = 1e9;

    private PlannedRate() {}

    /**
     * Planned requests a second, or journeys where the phase consists of journeys.
     *
     * @param elapsed since the start of the case, including its warm-up
     * @return 0 after the last stage
     */
    static double at(Shape.Rate rate, Duration elapsed) {
        double from = rate.startPerSecond();
        Duration left = elapsed.minus(rate.warmup());
        if (left.isNegative()) {
            return rate.stages().isEmpty() ? 0 : mean(rate, from, rate.stages().getFirst());
        }
        for (Shape.RateStage stage : rate.stages()) {
            if (left.compareTo(stage.duration()) < 0) {
                double share = left.toNanos() / NANOS / (stage.duration().toNanos() / NANOS);
                return rate.step() ? stage.perSecond() : from + (stage.perSecond() - from) * share;
            }
            left = left.minus(stage.duration());
            from = stage.perSecond();
        }
        return 0;
    }

    private static double mean(Shape.Rate rate, double from, Shape.RateStage first) {
        return rate.step() ? first.perSecond() : (from + first.perSecond()) / 2;
    }
}
