package dev.loadtest.engine.result.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.result.latency.LatencyHistogram;
import dev.loadtest.engine.result.wire.TimelineState.Times;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseTimesTest {
    private static final double[] PERCENTILES = {1, 50, 90, 95, 99, 99.9, 100};

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    private static long latency(Random random) {
        return (long) (20e6 * Math.exp(random.nextGaussian() * 4));
    }

    /** A histogram of equal resolution gives the same percentiles. */
    @ParameterizedTest
    @MethodSource("seeds")
    void sameAsHistogram(long seed) {
        Random random = new Random(seed);
        LatencyHistogram expected = new LatencyHistogram(2);
        ResponseTimes times = new ResponseTimes(TimeBuckets.FINE);
        for (int i = random.nextInt(2_000); i >= 0; i--) {
            long nanos = latency(random);
            expected.recordNanos(nanos);
            times.record(nanos);
            if (random.nextInt(100) == 0) {
                times.pack();
            }
        }

        long[] values = times.valuesAt(PERCENTILES);

        for (int i = 0; i < values.length; i++) {
            assertThat((double) values[i]).as("p%s", PERCENTILES[i]).isEqualTo(expected.valueAt(PERCENTILES[i]));
        }
        assertThat(times.count()).isEqualTo(expected.count());
        assertThat(times.maxMicros()).isEqualTo(expected.maxMicros());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mergeIsOrderIndependent(long seed) {
        Random random = new Random(seed);
        ResponseTimes all = new ResponseTimes(TimeBuckets.FINE);
        List<ResponseTimes> parts = new ArrayList<>();
        for (int part = 0; part < 5; part++) {
            ResponseTimes times = new ResponseTimes(TimeBuckets.FINE);
            for (int i = random.nextInt(300); i > 0; i--) {
                long nanos = latency(random);
                all.record(nanos);
                times.record(nanos);
            }
            if (random.nextBoolean()) {
                times.pack();
            }
            parts.add(times);
        }
        Collections.shuffle(parts, random);
        ResponseTimes sum = new ResponseTimes(TimeBuckets.FINE);
        if (random.nextBoolean()) {
            // An open one adds in another way.
            sum.record(0);
            all.record(0);
        }
        parts.forEach(sum::add);

        assertThat(sum.state()).isEqualTo(all.state());
        assertThat(ResponseTimes.of(sum.state(), TimeBuckets.FINE).state()).isEqualTo(sum.state());
        assertThat(sum.copy().state()).isEqualTo(sum.state());
    }

    /** Each bucket contains its own bounds, and the next begins behind it. */
    @ParameterizedTest
    @EnumSource
    void bucketsAreContiguous(TimeBuckets buckets) {
        double widest = buckets == TimeBuckets.FINE ? 0.01 : 0.032;
        for (int bucket = 0; bucket < buckets.count(); bucket++) {
            assertThat(buckets.of(buckets.lowest(bucket))).isEqualTo(bucket);
            assertThat(buckets.of(buckets.highest(bucket))).isEqualTo(bucket);
            assertThat(buckets.lowest(bucket + 1)).isEqualTo(buckets.highest(bucket) + 1);
            assertThat(buckets.highest(bucket) - buckets.lowest(bucket))
                    .isLessThanOrEqualTo((long) (widest * buckets.lowest(bucket)));
        }
        assertThat(buckets.highest(buckets.count() - 1)).isGreaterThanOrEqualTo(TimeBuckets.HIGHEST_MICROS);
    }

    @Test
    void extremes() {
        ResponseTimes times = new ResponseTimes(TimeBuckets.FINE);
        assertThat(times.valuesAt(50)).containsExactly(0);
        times.record(-5);
        times.record(Long.MAX_VALUE);
        assertThat(times.valuesAt(50, 99)).containsExactly(0, TimeBuckets.HIGHEST_MICROS);
    }

    /** Bytes of another process. */
    @Test
    void impossibleCountsAreRefused() {
        for (byte[] bytes : List.of(
                new byte[] {1}, // no count
                new byte[] {1, (byte) 0x80}, // an unfinished count
                new byte[] {1, 0}, // a count of nothing
                new byte[] {0, 1}, // before the first bucket
                new byte[] {1, 1, 0, 1}, // the same bucket twice
                new byte[] {(byte) 0xff, (byte) 0xff, 3, 1}, // behind the last bucket
                new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, 1, 1}, // a distance beyond an int
                new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 1}, // of more than 63 bits
                new byte[] {1, -1, -1, -1, -1, -1, -1, -1, -1, 1})) { // a count that sums overflow with
            Times state = new Times(Base64.getEncoder().encodeToString(bytes), 1);
            assertThatThrownBy(() -> ResponseTimes.of(state, TimeBuckets.FINE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> ResponseTimes.of(new Times("", Long.MAX_VALUE), TimeBuckets.FINE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ResponseTimes.of(new Times("?", 0), TimeBuckets.FINE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
