package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Shape;
import java.time.Duration;

/** When the requests of the open model are planned. */
public final class RateSchedule {
    private RateSchedule() {}

    public static RateSchedule of(Shape.Rate rate) {
        throw new UnsupportedOperationException();
    }

    public static RateSchedule warmup(Shape.Rate rate) {
        throw new UnsupportedOperationException();
    }

    public long total() {
        throw new UnsupportedOperationException();
    }

    public long nanosAt(long k) {
        throw new UnsupportedOperationException();
    }

    public Duration length() {
        throw new UnsupportedOperationException();
    }
}
