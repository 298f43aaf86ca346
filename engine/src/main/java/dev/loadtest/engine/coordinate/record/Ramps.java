package dev.loadtest.engine.coordinate.record;

import dev.loadtest.engine.plan.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A shape as levels that change linearly, after its warm-up.
 *
 * @param users whether a level is a number of users instead of a rate a second
 * @param warmup seconds before the first ramp
 */
record Ramps(boolean users, double warmup, List<Ramp> ramps) {

    /** @param seconds its length; infinite for a ramp that ends by a count of requests */
    record Ramp(double seconds, double from, double to) {

        /** The integral of the level over its first seconds. */
        double integral(double elapsed) {
            double slope = Double.isInfinite(seconds) || seconds == 0 ? 0 : (to - from) / seconds;
            return from * elapsed + slope * elapsed * elapsed / 2;
        }
    }

    /** Empty for a shape without a level. */
    static Optional<Ramps> of(Shape shape) {
        return switch (shape) {
            case Shape.Rate rate -> {
                List<Ramp> ramps = new ArrayList<>();
                double from = rate.startPerSecond();
                for (Shape.RateStage stage : rate.stages()) {
                    double to = stage.perSecond();
                    ramps.add(new Ramp(seconds(stage.duration()), rate.step() ? to : from, to));
                    from = to;
                }
                yield Optional.of(new Ramps(false, seconds(rate.warmup()), ramps));
            }
            case Shape.TimedUsers timed -> {
                List<Ramp> ramps = new ArrayList<>();
                double from = timed.startUsers();
                for (Shape.UserStage stage : timed.stages()) {
                    double to = stage.users();
                    ramps.add(new Ramp(seconds(stage.duration()), timed.step() ? to : from, to));
                    from = to;
                }
                yield Optional.of(new Ramps(true, seconds(timed.warmup()), ramps));
            }
            case Shape.CountedUsers counted -> {
                Ramp level = new Ramp(Double.POSITIVE_INFINITY, counted.users(), counted.users());
                yield Optional.of(new Ramps(true, seconds(counted.warmup()), List.of(level)));
            }
            case Shape.Burst burst -> Optional.empty();
            case Shape.Until until -> Optional.empty();
        };
    }

    /** The integral of the level from the start of the shape, warm-up included. */
    double integral(double elapsedSeconds) {
        double left = elapsedSeconds - warmup;
        double sum = 0;
        for (Ramp ramp : ramps) {
            if (left <= 0) {
                break;
            }
            sum += ramp.integral(Math.min(left, ramp.seconds()));
            left -= ramp.seconds();
        }
        return sum;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
