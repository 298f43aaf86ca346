package dev.loadtest.engine.result.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.result.RandomTallies;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LatencyBucketsTest {
    private static final double FACTOR = Math.pow(2, 1.0 / 32);

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    private static LatencyHistogram histogram(long... micros) {
        LatencyHistogram histogram = new LatencyHistogram();
        Arrays.stream(micros).forEach(value -> histogram.recordNanos(value * 1_000));
        return histogram;
    }

    private static LatencyHistogram random(long seed) {
        RandomTallies draw = new RandomTallies(seed);
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 0; i < 2_000; i++) {
            histogram.recordNanos(draw.latencyNanos());
        }
        return histogram;
    }

    /** Upper bound in microseconds of the native bucket that holds this part of all latencies. */
    private static double quantile(LatencyBuckets buckets, double share) {
        long rank = (long) Math.ceil(share * buckets.count());
        long below = buckets.zeros();
        for (int i = 0; i < buckets.counts().length; i++) {
            below += buckets.counts()[i];
            if (below >= rank) {
                return Math.pow(FACTOR, buckets.indexes()[i]) * 1e6;
            }
        }
        return 0;
    }

    @ParameterizedTest
    @CsvSource({
        "1, -637", // 2^(-638/32) s = 0.99 us
        "1000, -318",
        "62500, -128", // exactly 2^-4 s: bounds are inclusive
        "62501, -127",
        "1000000, 0",
        "1000001, 1",
        "3600000000, 379"
    })
    void nativeIndex(long micros, int index) {
        double low = Math.pow(2, (index - 1) / 32.0) * 1e6;
        double high = Math.pow(2, index / 32.0) * 1e6;
        assertThat((double) micros).isGreaterThan(low).isLessThanOrEqualTo(high);
        if (micros < 2_048 || micros == 62_500 || micros == 1_000_000) {
            assertThat(LatencyBuckets.of(histogram(micros)).indexes()).containsExactly(index);
        }
    }

    @Test
    void classicBoundsAreInclusive() {
        LatencyBuckets buckets = LatencyBuckets.of(histogram(0, 1_000, 1_001, 2_000, 250_000, 251_000, 90_000_000));

        long[] counts = buckets.classic();
        double[] bounds = LatencyBuckets.bounds();
        assertThat(counts).hasSameSizeAs(bounds);
        assertThat(bounds).isSorted().endsWith(Double.POSITIVE_INFINITY);
        assertThat(Arrays.stream(counts).sum()).isEqualTo(7);
        assertThat(counts[Arrays.binarySearch(bounds, 0.001)]).isEqualTo(2);
        assertThat(counts[Arrays.binarySearch(bounds, 0.0025)]).isEqualTo(2);
        assertThat(counts[Arrays.binarySearch(bounds, 0.25)]).isEqualTo(1);
        assertThat(counts[Arrays.binarySearch(bounds, 0.5)]).isEqualTo(1);
        assertThat(counts[bounds.length - 1]).isEqualTo(1);
    }

    @Test
    void zeroHasABucketOfItsOwn() {
        LatencyBuckets buckets = LatencyBuckets.of(histogram(0, 0, 1));

        assertThat(buckets.zeros()).isEqualTo(2);
        assertThat(buckets.counts()).containsExactly(1);
        assertThat(buckets.count()).isEqualTo(3);
        assertThat(buckets.sumSeconds()).isEqualTo(1e-6);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void quantilesWithinFivePercent(long seed) {
        LatencyHistogram histogram = random(seed);
        LatencyBuckets buckets = LatencyBuckets.of(histogram);

        assertThat(buckets.count()).isEqualTo(histogram.count());
        for (double percent : new double[] {50, 90, 95, 99, 99.9}) {
            double high = quantile(buckets, percent / 100);
            // Within a bucket Prometheus interpolates.
            assertThat(histogram.valueAt(percent))
                    .as("p%s", percent)
                    .isBetween(high / FACTOR * 0.999, Math.max(high * 1.001, 1));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sameForPackedAndMergedHistograms(long seed) {
        LatencyHistogram packed = random(seed);
        packed.pack();
        LatencyHistogram sum = random(seed);
        sum.add(random(seed + 100));

        LatencyBuckets expected = LatencyBuckets.of(sum);
        LatencyBuckets parts =
                new LatencyBuckets.Builder().add(packed).add(random(seed + 100)).build();
        assertThat(parts).usingRecursiveComparison().isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void withoutAPart(long seed) {
        LatencyHistogram sum = random(seed);
        LatencyHistogram part = random(seed + 100);
        sum.add(part);

        assertThat(LatencyBuckets.of(sum).without(LatencyBuckets.of(part)))
                .usingRecursiveComparison()
                .isEqualTo(LatencyBuckets.of(random(seed)));
    }
}
