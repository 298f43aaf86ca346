package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Shape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When the requests of the open model are planned: request k where the integral of the rate reaches k. The one schedule of
 * all workers; immutable.
 *
 * <p>Within a stage of length d, whose rate goes linearly from a to b, the integral is {@code x(t) = a*t + c*t²/2} with
 * {@code c = (b - a)/d}. Solved for t, {@code t = (sqrt(a² + 2cx) - a)/c}; both sides of the fraction multiplied by
 * {@code sqrt(a² + 2cx) + a}, that is
 *
 * <pre>t = 2x / (a + sqrt(a² + 2cx))</pre>
 *
 * which needs no division by c, so that constant stages are no special case, and subtracts nothing of like size, so that
 * nearly constant ones keep their digits.
 *
 * <p>Where the stages meet, the integral is kept as an exact decimal of the rates as the user wrote them. So 0.1 a second
 * for 30 s is 3 requests whatever the rounding of a double, a long schedule loses no digits towards its end, and a request
 * due where a stage of rate 0 begins waits until the rate rises: such stages send nothing.
 */
public final class RateSchedule {
    private static final double NANOS = 1e9;

    private final List<Stage> stages;
    private final long total;
    private final long nanos;

    /**
     * A stage that plans at least one request.
     *
     * @param first its first request
     * @param lead how much of the integral lies between the stage's start and its first request, in [0, 1)
     * @param rate requests a second at its start
     * @param slope by how much the rate changes a second
     */
    private record Stage(long first, double lead, long startNanos, long nanos, double rate, double slope) {

        long nanosAt(long k) {
            double x = k - first + lead;
            if (x == 0) {
                return startNanos;
            }
            // At the foot of a ramp down to 0 rounding may leave the root just below 0, and t just above d.
            double root = Math.sqrt(Math.max(0, rate * rate + 2 * slope * x));
            return startNanos + Math.min(nanos, Math.round(2 * x / (rate + root) * NANOS));
        }
    }

    private RateSchedule(List<Stage> stages, long total, long nanos) {
        this.stages = List.copyOf(stages);
        this.total = total;
        this.nanos = nanos;
    }

    /** The scored schedule, which begins after the warm-up. */
    public static RateSchedule of(Shape.Rate rate) {
        Builder builder = new Builder();
        double from = rate.startPerSecond();
        for (Shape.RateStage stage : rate.stages()) {
            builder.add(stage.duration(), rate.step() ? stage.perSecond() : from, stage.perSecond());
            from = stage.perSecond();
        }
        return builder.build();
    }

    /** The unscored load before the schedule: the first stage's mean rate, for the length of the warm-up. */
    public static RateSchedule warmup(Shape.Rate rate) {
        Builder builder = new Builder();
        if (!rate.stages().isEmpty()) {
            double end = rate.stages().getFirst().perSecond();
            double mean = rate.step() ? end : (rate.startPerSecond() + end) / 2;
            builder.add(rate.warmup(), mean, mean);
        }
        return builder.build();
    }

    /** How many requests are planned: the floor of the whole integral. */
    public long total() {
        return total;
    }

    /**
     * When request k is planned, in nanoseconds from the start of the schedule; never falls as k rises.
     *
     * @param k 0 to {@code total()} - 1
     */
    public long nanosAt(long k) {
        if (k < 0 || k >= total) {
            throw new IndexOutOfBoundsException("request " + k + " of " + total);
        }
        // The last stage whose first request is not after k: schedules that follow a curve have hundreds of stages.
        int stage = 0;
        int beyond = stages.size();
        while (beyond - stage > 1) {
            int middle = (stage + beyond) >>> 1;
            if (stages.get(middle).first() <= k) {
                stage = middle;
            } else {
                beyond = middle;
            }
        }
        return stages.get(stage).nanosAt(k);
    }

    public Duration length() {
        return Duration.ofNanos(nanos);
    }

    /** Adds stages up, exactly. */
    private static final class Builder {
        private final List<Stage> stages = new ArrayList<>();
        private BigDecimal integral = BigDecimal.ZERO;
        private long nanos;

        void add(Duration duration, double from, double to) {
            BigDecimal seconds = BigDecimal.valueOf(duration.toNanos(), 9);
            BigDecimal end = BigDecimal.valueOf(from)
                    .add(BigDecimal.valueOf(to))
                    .multiply(seconds)
                    .divide(BigDecimal.TWO)
                    .add(integral);
            long first = ceil(integral);
            if (ceil(end) > first) {
                double lead = BigDecimal.valueOf(first).subtract(integral).doubleValue();
                double slope = (to - from) / seconds.doubleValue();
                stages.add(new Stage(first, lead, nanos, duration.toNanos(), from, slope));
            }
            integral = end;
            nanos = Math.addExact(nanos, duration.toNanos());
        }

        RateSchedule build() {
            return new RateSchedule(
                    stages, integral.setScale(0, RoundingMode.FLOOR).longValueExact(), nanos);
        }

        private static long ceil(BigDecimal value) {
            return value.setScale(0, RoundingMode.CEILING).longValueExact();
        }
    }
}
