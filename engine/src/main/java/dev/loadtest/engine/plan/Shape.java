package dev.loadtest.engine.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the requests of a case are spread over time. */
public sealed interface Shape {

    /** How long its schedule is, warm-up included; empty where a count or an outcome ends it. */
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

    /** All at once. */
    record Burst(long requests) implements Shape {}

    /**
     * The open model: request k is planned where the integral of the rate reaches k.
     *
     * @param startPerSecond requests a second at the start of the first stage
     * @param step whether each stage holds its rate instead of ramping to it linearly
     * @param warmup unscored load before the schedule, at the first stage's mean rate
     */
    record Rate(double startPerSecond, List<RateStage> stages, boolean step, Duration warmup) implements Shape {
        public Rate {
            stages = List.copyOf(stages);
        }
    }

    /** A stage that ends at {@code perSecond} requests a second. */
    record RateStage(Duration duration, double perSecond) {}

    /**
     * The closed model for a time: each user sends its next request {@code think} after its last one ended.
     *
     * @param step whether each stage holds its users instead of ramping to them linearly
     * @param warmup unscored load before the schedule, by the most users of the first stage
     */
    record TimedUsers(int startUsers, List<UserStage> stages, boolean step, Duration think, Duration warmup)
            implements Shape {
        public TimedUsers {
            stages = List.copyOf(stages);
        }
    }

    /** A stage that ends with {@code users} users. */
    record UserStage(Duration duration, int users) {}

    /** The closed model for a number of requests. */
    record CountedUsers(int users, long requests, Duration think, Duration warmup) implements Shape {}

    /** One request, tried again until it meets its expectation or {@code timeout} has passed. */
    record Until(Duration timeout, Duration interval) implements Shape {}
}
