package dev.loadtest.engine.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loadtest.engine.plan.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateScheduleTest {

    @ParameterizedTest(name = "{0}/s for {1} s is {2}")
    @CsvSource({
        "500,   120,   60000",
        "0.1,   30,    3", // 0.1 * 30 is 3.0000000000000004 as doubles, 0.1 * 3 is 0.30000000000000004
        "0.3,   10,    3",
        "4.35,  100,   435", // 434.99999999999994 as doubles
        "1.1,   1.1,   1",
        "0.7,   1,     0",
        "0,     60,    0",
        "1e-3,  1000,  1",
        "33.33, 3,     99",
        "1e6,   86400, 86400000000",
    })
    void countIsFloorOfIntegral(double rate, double seconds, long total) {
        RateSchedule schedule = RateSchedule.of(constant(rate, seconds));
        assertThat(schedule.total()).isEqualTo(total);
        assertThat(schedule.length()).isEqualTo(Duration.ofNanos(Math.round(seconds * 1e9)));
        if (total > 0) {
            assertThat(schedule.nanosAt(0)).isZero();
            assertThat(schedule.nanosAt(total - 1)).isCloseTo(Math.round((total - 1) / rate * 1e9), within(1L));
        }
    }

    @Test
    void instantsInvertTheIntegral() {
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            Shape.Rate shape = any(random);
            RateSchedule schedule = RateSchedule.of(shape);
            long last = 0;
            for (long k = 0; k < schedule.total(); k += 1 + schedule.total() / 200) {
                long nanos = schedule.nanosAt(k);
                assertThat(nanos).isBetween(last, schedule.length().toNanos());
                assertThat(integral(shape, nanos / 1e9))
                        .as("request %d of %s", k, shape)
                        .isCloseTo(k, within(1e-6 + 1e-9 * peak(shape)));
                last = nanos;
            }
        }
    }

    @Test
    void countBeforeInstant() {
        Random random = new Random(6);
        for (int round = 0; round < 500; round++) {
            Shape.Rate shape = any(random);
            RateSchedule schedule = RateSchedule.of(shape);
            double seconds = schedule.length().toNanos() / 1e9 * random.nextDouble();
            double integral = integral(shape, seconds);
            if (Math.abs(integral - Math.rint(integral)) < 1e-4) {
                continue; // whether a request due within rounding of this instant counts is open
            }
            long below = 0;
            while (below < schedule.total() && schedule.nanosAt(below) < seconds * 1e9) {
                below++;
            }
            // Requests 0, 1, ... floor(integral), of which the last is left out where the schedule ends before the
            // next.
            assertThat(below).isEqualTo(Math.min(schedule.total(), (long) Math.floor(integral) + 1));
        }
    }

    @Test
    void monotonic() {
        for (Shape.Rate shape : List.of(
                rate(0, stage(10, 1000)),
                rate(1000, stage(10, 0)),
                rate(999.999, stage(10, 1000), stage(5, 999.9999)),
                rate(0, stage(1, 300), stage(0, 5), stage(1, 300), stage(2, 0), stage(1, 0), stage(2, 77.7)))) {
            RateSchedule schedule = RateSchedule.of(shape);
            long last = -1;
            for (long k = 0; k < schedule.total(); k++) {
                assertThat(schedule.nanosAt(k)).isGreaterThan(last);
                last = schedule.nanosAt(k);
            }
            assertThat(last).isLessThanOrEqualTo(schedule.length().toNanos());
        }
    }

    @Test
    void zeroStages() {
        RateSchedule schedule = RateSchedule.of(new Shape.Rate(
                0, List.of(stage(60, 0), stage(1, 10), stage(60, 0), stage(1, 10), stage(60, 0)), true, Duration.ZERO));
        assertThat(schedule.total()).isEqualTo(20);
        assertThat(schedule.nanosAt(0)).isEqualTo(60_000_000_000L);
        assertThat(schedule.nanosAt(9)).isEqualTo(60_900_000_000L);
        assertThat(schedule.nanosAt(10)).isEqualTo(121_000_000_000L);
        assertThat(schedule.nanosAt(19)).isEqualTo(121_900_000_000L);
    }

    @Test
    void stepsAndRamps() {
        Shape.Rate ramp = rate(0, stage(10, 100));
        Shape.Rate step = new Shape.Rate(0, ramp.stages(), true, Duration.ZERO);
        assertThat(RateSchedule.of(ramp).total()).isEqualTo(500);
        assertThat(RateSchedule.of(step).total()).isEqualTo(1000);
        // Half of a ramp's requests are due after 1/sqrt(2) of its time.
        assertThat(RateSchedule.of(ramp).nanosAt(250)).isEqualTo(Math.round(10e9 / Math.sqrt(2)));
    }

    @Test
    void warmUpAtMeanRateOfFirstStage() {
        Shape.Rate ramp = new Shape.Rate(10, List.of(stage(60, 30), stage(60, 500)), false, Duration.ofSeconds(5));
        assertThat(RateSchedule.warmup(ramp).total()).isEqualTo(100);
        assertThat(RateSchedule.warmup(ramp).length()).isEqualTo(Duration.ofSeconds(5));
        assertThat(RateSchedule.warmup(new Shape.Rate(10, ramp.stages(), true, Duration.ofSeconds(5)))
                        .total())
                .isEqualTo(150);
        assertThat(RateSchedule.warmup(constant(10, 5)).total()).isZero();
    }

    @Test
    void unplannedIndexIsRefused() {
        RateSchedule schedule = RateSchedule.of(constant(10, 1));
        assertThatThrownBy(() -> schedule.nanosAt(10)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> schedule.nanosAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static Shape.Rate any(Random random) {
        List<Shape.RateStage> stages = new ArrayList<>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            stages.add(stage(random.nextInt(4) == 0 ? 0 : random.nextDouble() * 30, anyRate(random)));
        }
        return new Shape.Rate(anyRate(random), stages, random.nextBoolean(), Duration.ZERO);
    }

    private static double anyRate(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextDouble();
            case 2 -> random.nextInt(100);
            default -> random.nextDouble() * 5000;
        };
    }

    /** The integral of the rate, computed stage by stage in the plainest way. */
    private static double integral(Shape.Rate shape, double seconds) {
        double sum = 0;
        double from = shape.startPerSecond();
        double rest = seconds;
        for (Shape.RateStage stage : shape.stages()) {
            double d = stage.duration().toNanos() / 1e9;
            double t = Math.min(rest, d);
            double a = shape.step() ? stage.perSecond() : from;
            if (d > 0) {
                sum += a * t + (stage.perSecond() - a) / d * t * t / 2;
            }
            rest -= t;
            from = stage.perSecond();
        }
        return sum;
    }

    private static double peak(Shape.Rate shape) {
        return Math.max(
                shape.startPerSecond(),
                shape.stages().stream()
                        .mapToDouble(Shape.RateStage::perSecond)
                        .max()
                        .orElse(0));
    }

    private static Shape.Rate constant(double rate, double seconds) {
        return rate(rate, stage(seconds, rate));
    }

    private static Shape.Rate rate(double start, Shape.RateStage... stages) {
        return new Shape.Rate(start, List.of(stages), false, Duration.ZERO);
    }

    private static Shape.RateStage stage(double seconds, double rate) {
        return new Shape.RateStage(Duration.ofNanos(Math.round(seconds * 1e9)), rate);
    }
}
