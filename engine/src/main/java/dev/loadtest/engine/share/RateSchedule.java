package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Shape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Even arrivals: request k is planned where the integral of the rate reaches k. Immutable.
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
public final class RateSchedule implements ArrivalSchedule {
    private static final double NANOS = 1e9;

    private final List<Stage> stages;
    private final List<Piece> pieces;
    private final double integral;
    private final long total;
    private final long nanos;

    /**
     * A stage that plans at least one request.
     *
     * @param first its first request
     * @param lead how much of the integral lies between the stage's start and its first request, in [0, 1)
     */
    private record Stage(long first, double lead, Piece piece) {

        long nanosAt(long k) {
            return piece.nanosAt(k - first + lead);
        }
    }

    /**
     * A stage whose integral is not 0.
     *
     * @param start the integral at its start
     * @param rate requests a second at its start
     * @param slope change of the rate a second
     */
    private record Piece(double start, long startNanos, long nanos, double rate, double slope) {

        /** When the integral has grown by x since the stage's start. */
        long nanosAt(double x) {
            if (x <= 0) {
                return startNanos;
            }
            // At the end of a ramp down to 0, rounding may leave the radicand just below 0, and t just above d.
            double root = Math.sqrt(Math.max(0, rate * rate + 2 * slope * x));
            return startNanos + Math.min(nanos, Math.round(2 * x / (rate + root) * NANOS));
        }
    }

    private RateSchedule(List<Stage> stages, List<Piece> pieces, BigDecimal integral, long nanos) {
        this.stages = List.copyOf(stages);
        this.pieces = List.copyOf(pieces);
        this.integral = integral.doubleValue();
        this.total = integral.setScale(0, RoundingMode.FLOOR).longValueExact();
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

    /** The unscored load before the schedule: the first stage's mean rate for the duration of the warm-up. */
    public static RateSchedule warmup(Shape.Rate rate) {
        Builder builder = new Builder();
        if (!rate.stages().isEmpty()) {
            double end = rate.stages().getFirst().perSecond();
            double mean = rate.step() ? end : (rate.startPerSecond() + end) / 2;
            builder.add(rate.warmup(), mean, mean);
        }
        return builder.build();
    }

    @Override
    public long total() {
        return total;
    }

    @Override
    public long nanosAt(long k) {
        if (k < 0 || k >= total) {
            throw new IndexOutOfBoundsException("request " + k + " of " + total);
        }
        // The last stage whose first request is not after k, by binary search: schedules that follow a curve have
        // hundreds of stages.
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

    @Override
    public Duration length() {
        return Duration.ofNanos(nanos);
    }

    /**
     * When the integral reaches a share of its whole, in nanoseconds from the start of the schedule.
     *
     * @param share 0 to 1; only where any request is planned
     */
    long instant(double share) {
        double x = share * integral;
        int piece = 0;
        int beyond = pieces.size();
        while (beyond - piece > 1) {
            int middle = (piece + beyond) >>> 1;
            if (pieces.get(middle).start() <= x) {
                piece = middle;
            } else {
                beyond = middle;
            }
        }
        return pieces.get(piece).nanosAt(x - pieces.get(piece).start());
    }

    /** Adds stages up, exactly. */
    private static final class Builder {
        private final List<Stage> stages = new ArrayList<>();
        private final List<Piece> pieces = new ArrayList<>();
        private BigDecimal integral = BigDecimal.ZERO;
        private long nanos;

        void add(Duration duration, double from, double to) {
            BigDecimal seconds = BigDecimal.valueOf(duration.toNanos(), 9);
            BigDecimal end = BigDecimal.valueOf(from)
                    .add(BigDecimal.valueOf(to))
                    .multiply(seconds)
                    .divide(BigDecimal.TWO)
                    .add(integral);
            if (end.compareTo(integral) > 0) {
                double slope = (to - from) / seconds.doubleValue();
                Piece piece = new Piece(integral.doubleValue(), nanos, duration.toNanos(), from, slope);
                pieces.add(piece);
                long first = ceil(integral);
                if (ceil(end) > first) {
                    double lead = BigDecimal.valueOf(first).subtract(integral).doubleValue();
                    stages.add(new Stage(first, lead, piece));
                }
            }
            integral = end;
            nanos = Math.addExact(nanos, duration.toNanos());
        }

        RateSchedule build() {
            return new RateSchedule(stages, pieces, integral, nanos);
        }

        private static long ceil(BigDecimal value) {
            return value.setScale(0, RoundingMode.CEILING).longValueExact();
        }
    }
}
