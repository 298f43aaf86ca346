package dev.loadtest.engine.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Shape.RateStage;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoissonScheduleTest {
    private static final long KEY = Randomness.key(7, "case");

    /** Constant; up and down over a stage of rate 0; steps; stages that plan less than one request each. */
    static Stream<Shape.Rate> rates() {
        return Stream.of(
                rate(200, false, stage(60, 200)),
                rate(0, false, stage(20, 300), stage(10, 0), stage(5, 0), stage(10, 500)),
                rate(1, true, stage(10, 5), stage(10, 1000), stage(3, 0), stage(10, 20)),
                rate(
                        0.3,
                        false,
                        Stream.generate(() -> stage(1, 0.7)).limit(2_000).toArray(RateStage[]::new)),
                rate(3, false, stage(1, 0.4)));
    }

    @ParameterizedTest
    @MethodSource("rates")
    void exactCountInOrder(Shape.Rate rate) {
        ArrivalSchedule poisson = ArrivalSchedule.of(rate, KEY);
        assertThat(poisson.total()).isEqualTo(RateSchedule.of(rate).total());
        assertThat(poisson.length()).isEqualTo(RateSchedule.of(rate).length());
        long[] instants =
                LongStream.range(0, poisson.total()).map(poisson::nanosAt).toArray();
        assertThat(instants).isSorted();
        assertThat(instants[0]).isNotNegative();
        assertThat(instants[instants.length - 1])
                .isLessThanOrEqualTo(poisson.length().toNanos());
    }

    /** Measured by the integral of the rate, up to each instant, arrivals are uniform. */
    @ParameterizedTest
    @MethodSource("rates")
    void kolmogorovSmirnov(Shape.Rate rate) {
        for (int seed = 0; seed < 20; seed++) {
            ArrivalSchedule poisson = ArrivalSchedule.of(rate, Randomness.key(seed, "case"));
            double whole = integral(rate, poisson.length().toNanos() / 1e9);
            double[] shares = LongStream.range(0, poisson.total())
                    .mapToDouble(k -> integral(rate, poisson.nanosAt(k) / 1e9) / whole)
                    .toArray();
            assertThat(KolmogorovSmirnov.statistic(shares))
                    .as("seed %d", seed)
                    .isLessThan(KolmogorovSmirnov.ONE_IN_A_THOUSAND);
        }
    }

    /** In a Poisson process the counts of disjoint stretches vary as much as they are large; even ones hardly vary. */
    @Test
    void varianceEqualsMean() {
        ArrivalSchedule poisson = ArrivalSchedule.of(rate(1000, false, stage(100, 1000)), KEY);
        long[] counts = new long[10_000];
        for (long k = 0; k < poisson.total(); k++) {
            counts[(int) Math.min(counts.length - 1, poisson.nanosAt(k) / 10_000_000)]++;
        }
        double mean = 10;
        double variance = LongStream.of(counts)
                .mapToDouble(count -> (count - mean) * (count - mean))
                .average()
                .orElseThrow();
        assertThat(variance / mean).isCloseTo(1, within(0.06));
    }

    @ParameterizedTest
    @MethodSource("rates")
    void instantsAreFoundIndependently(Shape.Rate rate) {
        ArrivalSchedule inOrder = ArrivalSchedule.of(rate, KEY);
        long[] instants =
                LongStream.range(0, inOrder.total()).map(inOrder::nanosAt).toArray();
        ArrivalSchedule atRandom = ArrivalSchedule.of(rate, KEY);
        Random random = new Random(8);
        for (int i = 0; i < 2_000; i++) {
            int k = random.nextInt(instants.length);
            assertThat(atRandom.nanosAt(k)).isEqualTo(instants[k]);
            assertThat(ArrivalSchedule.of(rate, KEY).nanosAt(k)).isEqualTo(instants[k]);
        }
    }

    @Test
    void thousandMillionRequests() {
        ArrivalSchedule poisson = ArrivalSchedule.of(rate(1e6, false, stage(1000, 1e6)), KEY);
        long last = 0;
        for (long k = 0; k < poisson.total(); k += 9_999_991) {
            long nanos = poisson.nanosAt(k);
            assertThat(nanos).isGreaterThan(last - 1);
            // The k-th of n uniform numbers is within a few times 1/(2 sqrt n) of k/n.
            assertThat(nanos / 1e12).isCloseTo(k / 1e9, within(1e-4));
            last = nanos;
        }
    }

    @Test
    void otherSeedOrWarmUpDiffers() {
        Shape.Rate rate =
                new Shape.Rate(100, List.of(stage(10, 100)), false, Duration.ofSeconds(10), Shape.Arrivals.POISSON);
        long scored = ArrivalSchedule.of(rate, KEY).nanosAt(500);
        assertThat(ArrivalSchedule.of(rate, KEY + 1).nanosAt(500)).isNotEqualTo(scored);
        assertThat(ArrivalSchedule.warmup(rate, KEY + 2).nanosAt(500)).isNotEqualTo(scored);
        assertThat(ArrivalSchedule.warmup(rate, KEY).total()).isEqualTo(1000);
    }

    @Test
    void unplannedIndexIsRefused() {
        ArrivalSchedule poisson = ArrivalSchedule.of(rate(0.1, false, stage(1, 0.1)), KEY);
        assertThat(poisson.total()).isZero();
        assertThatThrownBy(() -> poisson.nanosAt(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static double integral(Shape.Rate rate, double seconds) {
        double sum = 0;
        double from = rate.startPerSecond();
        double left = seconds;
        for (RateStage stage : rate.stages()) {
            double length = stage.duration().toNanos() / 1e9;
            double time = Math.min(left, length);
            double start = rate.step() ? stage.perSecond() : from;
            sum += start * time + (stage.perSecond() - start) / length * time * time / 2;
            left -= time;
            from = stage.perSecond();
        }
        return sum;
    }

    private static Shape.Rate rate(double start, boolean step, RateStage... stages) {
        return new Shape.Rate(start, List.of(stages), step, Duration.ZERO, Shape.Arrivals.POISSON);
    }

    private static RateStage stage(double seconds, double perSecond) {
        return new RateStage(Duration.ofNanos(Math.round(seconds * 1e9)), perSecond);
    }
}
