package dev.loadtest.engine.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the requests of a case are spread over time. */
public sealed interface Shape {

    /** Length of its schedule including warm-up; empty if a count or an outcome ends it. */
    default Optional<Duration> length() {
        return switch (this) {
            case Burst burst -> Optional.of(Duration.ZERO);
            case Rate rate ->
                Optional.of(rate.stages().stream().map(RateStage::duration).reduce(rate.warmup(), Duration::plus));
            case TimedUsers users ->
                Optional.of(users.stages().stream().map(UserStage::duration).reduce(users.warmup(), Duration::plus));
            case CountedUsers users -> Optional.empty();
            case Until until -> Optional.empty();
        };
    }

    /** All requests at once. */
    record Burst(long requests) implements Shape {}

    /**
     * The open model: request k is planned where the integral of the rate reaches k.
     *
     * @param startPerSecond requests a second at the start of the first stage
     * @param step whether each stage holds its rate instead of ramping to it linearly
     * @param warmup unscored load before the schedule, at the first stage's mean rate
     */
    record Rate(double startPerSecond, List<RateStage> stages, boolean step, Duration warmup, Arrivals arrivals)
            implements Shape {
        public Rate {
            stages = List.copyOf(stages);
        }

        /** Of even arrivals. */
        public Rate(double startPerSecond, List<RateStage> stages, boolean step, Duration warmup) {
            this(startPerSecond, stages, step, warmup, Arrivals.EVEN);
        }
    }

    /** How the requests of a rate lie in time. */
    enum Arrivals {
        /** Request k is planned where the integral of the rate reaches k. */
        EVEN,
        /** Independently of each other, with the rate as their density. */
        POISSON
    }

    /** A stage that ends at {@code perSecond} requests a second. */
    record RateStage(Duration duration, double perSecond) {}

    /**
     * The closed model for a time.
     *
     * @param step whether each stage holds its users instead of ramping to them linearly
     * @param warmup unscored load before the schedule, with the maximum users of the first stage
     */
    record TimedUsers(int startUsers, List<UserStage> stages, boolean step, Pacing pacing, Duration warmup)
            implements Shape {
        public TimedUsers {
            stages = List.copyOf(stages);
        }

        /** Of users who always think for the same time. */
        public TimedUsers(int startUsers, List<UserStage> stages, boolean step, Duration think, Duration warmup) {
            this(startUsers, stages, step, new After(new Think.Fixed(think)), warmup);
        }
    }

    /** A stage that ends with {@code users} users. */
    record UserStage(Duration duration, int users) {}

    /** The closed model for a number of requests. */
    record CountedUsers(int users, long requests, Pacing pacing, Duration warmup) implements Shape {

        /** Of users who always think for the same time. */
        public CountedUsers(int users, long requests, Duration think, Duration warmup) {
            this(users, requests, new After(new Think.Fixed(think)), warmup);
        }
    }

    /** When a user of the closed model does the next thing. */
    sealed interface Pacing {

        /** The longest from the end of a request that took no time to the next one. */
        default Duration longest() {
            return switch (this) {
                case After after -> after.think().longest();
                case Every every -> every.interval();
            };
        }
    }

    /** So long after the end of its last one. */
    record After(Think think) implements Pacing {}

    /**
     * Each interval, counted from the plan of its last one, or at once where that took longer: the plan stays the instant
     * that its interval gave, so that a slow target cannot hide its queue.
     *
     * @param interval above 0
     */
    record Every(Duration interval) implements Pacing {}

    /** One request, repeated until it meets its expectation or {@code timeout} has passed. */
    record Until(Duration timeout, Duration interval) implements Shape {}
}
