package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Shape;
import java.time.Duration;

/**
 * When the requests of the open model are planned: the one schedule of all workers, which all of them find for themselves.
 * Confined to one thread: some keep what they found last.
 */
public sealed interface ArrivalSchedule permits RateSchedule, PoissonSchedule {

    /** How many requests are planned: the floor of the whole integral of the rate. */
    long total();

    /**
     * When request k is planned, in nanoseconds from the start of the schedule; never falls as k rises.
     *
     * @param k 0 to {@code total()} - 1
     */
    long nanosAt(long k);

    Duration length();

    /**
     * The scored schedule, which begins after the warm-up.
     *
     * @param key of the case's draws
     */
    static ArrivalSchedule of(Shape.Rate rate, long key) {
        return arranged(RateSchedule.of(rate), rate, key);
    }

    /**
     * The unscored load before the schedule: the first stage's mean rate, for the length of the warm-up.
     *
     * @param key of the warm-up's draws
     */
    static ArrivalSchedule warmup(Shape.Rate rate, long key) {
        return arranged(RateSchedule.warmup(rate), rate, key);
    }

    private static ArrivalSchedule arranged(RateSchedule even, Shape.Rate rate, long key) {
        return switch (rate.arrivals()) {
            case EVEN -> even;
            case POISSON -> new PoissonSchedule(even, key);
        };
    }
}
