package dev.loadtest.crds.syntax;

import dev.loadtest.crds.model.ConcurrencySpec;
import dev.loadtest.crds.model.PhaseSpec;
import dev.loadtest.crds.model.RateSpec;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Think;
import dev.loadtest.engine.plan.syntax.Durations;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shapes of the manifest with their defaults. Requires a valid shape. */
public final class Shapes {
    /** Maximum number of requests of one case. */
    public static final long MAX_REQUESTS = 1_000_000_000;

    /** A hundred years: effectively unlimited, and sums of three of them, in nanoseconds, fit a long. */
    public static final Duration FOREVER = Duration.ofDays(36_500);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private Shapes() {}

    /** The single request of a phase without a shape. */
    public static Shape of(PhaseSpec phase) {
        if (phase.burst() != null) {
            return new Shape.Burst(phase.burst().requests());
        }
        if (phase.rate() != null) {
            return rate(phase.rate());
        }
        if (phase.concurrency() != null) {
            return users(phase.concurrency());
        }
        if (phase.until() != null) {
            return new Shape.Until(
                    Durations.parse(phase.until().timeout()),
                    orElse(phase.until().interval(), INTERVAL));
        }
        return new Shape.Burst(1);
    }

    public static Shape.Rate rate(RateSpec rate) {
        Duration warmup = orElse(rate.warmup(), Duration.ZERO);
        if (rate.stages() == null) {
            List<Shape.RateStage> one =
                    List.of(new Shape.RateStage(Durations.parse(rate.duration()), rate.perSecond()));
            return new Shape.Rate(rate.perSecond(), one, true, warmup, arrivals(rate));
        }
        List<Shape.RateStage> stages = rate.stages().stream()
                .map(stage -> new Shape.RateStage(Durations.parse(stage.duration()), stage.perSecond()))
                .toList();
        double start = rate.startPerSecond() == null ? 0 : rate.startPerSecond();
        return new Shape.Rate(start, stages, Boolean.TRUE.equals(rate.step()), warmup, arrivals(rate));
    }

    private static Shape.Arrivals arrivals(RateSpec rate) {
        return rate.arrivals() == RateSpec.Arrivals.POISSON ? Shape.Arrivals.POISSON : Shape.Arrivals.EVEN;
    }

    private static Shape.Pacing pacing(ConcurrencySpec users) {
        if (users.pace() != null) {
            return new Shape.Every(Durations.parse(users.pace()));
        }
        return new Shape.After(users.think() == null ? Think.NONE : Think.parse(users.think()));
    }

    private static Shape users(ConcurrencySpec users) {
        Shape.Pacing pacing = pacing(users);
        Duration warmup = orElse(users.warmup(), Duration.ZERO);
        if (users.requests() != null) {
            return new Shape.CountedUsers(users.users(), users.requests(), pacing, warmup);
        }
        if (users.stages() == null) {
            List<Shape.UserStage> one = List.of(new Shape.UserStage(Durations.parse(users.duration()), users.users()));
            return new Shape.TimedUsers(users.users(), one, true, pacing, warmup);
        }
        List<Shape.UserStage> stages = users.stages().stream()
                .map(stage -> new Shape.UserStage(Durations.parse(stage.duration()), stage.users()))
                .toList();
        int start = users.startUsers() == null ? 0 : users.startUsers();
        return new Shape.TimedUsers(start, stages, Boolean.TRUE.equals(users.step()), pacing, warmup);
    }

    private static Duration orElse(@Nullable String duration, Duration otherwise) {
        return duration == null ? otherwise : Durations.parse(duration);
    }

    /** Maximum number of users of a concurrency. */
    public static int mostUsers(ConcurrencySpec users) {
        if (users.stages() == null) {
            return users.users() == null ? 0 : users.users();
        }
        int start = users.startUsers() == null || Boolean.TRUE.equals(users.step()) ? 0 : users.startUsers();
        return Math.max(
                start,
                users.stages().stream()
                        .mapToInt(stage -> stage.users() == null ? 0 : stage.users())
                        .max()
                        .orElse(0));
    }

    /**
     * How long a shape takes with a target that answers at once, at most {@link #FOREVER}; for counted users only their
     * pauses are known, at their longest.
     */
    public static Duration ownDuration(Shape shape) {
        return atMostForever(unboundedDuration(shape));
    }

    public static Duration atMostForever(Duration duration) {
        return duration.compareTo(FOREVER) <= 0 ? duration : FOREVER;
    }

    /** No overflow: durations have at most 30 days, repeated at most a thousand million times. */
    private static Duration unboundedDuration(Shape shape) {
        return switch (shape) {
            case Shape.Burst burst -> Duration.ZERO;
            case Shape.Rate rate ->
                rate.stages().stream().map(Shape.RateStage::duration).reduce(rate.warmup(), Duration::plus);
            case Shape.TimedUsers users ->
                users.stages().stream().map(Shape.UserStage::duration).reduce(users.warmup(), Duration::plus);
            case Shape.CountedUsers users ->
                users.warmup().plus(users.pacing().longest().multipliedBy((users.requests() - 1) / users.users()));
            case Shape.Until until -> until.timeout();
        };
    }
}
