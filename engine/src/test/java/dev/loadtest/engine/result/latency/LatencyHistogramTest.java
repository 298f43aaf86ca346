package dev.loadtest.engine.result.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.loadtest.engine.result.RandomTallies;
import dev.loadtest.engine.result.Tally;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LatencyHistogramTest {
    private static final long MILLI = 1_000_000;

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    private static LatencyHistogram logNormal(long seed, int n) {
        RandomTallies draw = new RandomTallies(seed);
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 0; i < n; i++) {
            histogram.recordNanos((long) (50 * MILLI * Math.exp(draw.random().nextGaussian())));
        }
        return histogram;
    }

    @Test
    void emptyHistogram() {
        LatencyHistogram empty = new LatencyHistogram();
        empty.pack();

        assertThat(empty.footprintBytes()).isLessThan(200);
        assertThat(empty.percentiles()).isEqualTo(Percentiles.NONE);
        assertThat(empty.valueAt(99)).isZero();
        assertThat(LatencyHistogram.decode(empty.encode()).count()).isZero();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void percentilesWithinThousandth(long seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(3_000);
        LatencyHistogram histogram = new LatencyHistogram();
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            long value = (long) (20_000 * Math.exp(2 * random.nextGaussian()));
            micros.add(value);
            histogram.recordNanos(value * 1_000);
        }
        Collections.sort(micros);

        for (double p : new double[] {50, 90, 95, 99, 99.9, 100}) {
            long exact = micros.get((int) Math.max(0, Math.ceil(p / 100 * n) - 1));
            assertThat(histogram.valueAt(p)).as("p%s of %s", p, n).isBetween((double) exact, exact * 1.001 + 1);
        }
        assertThat(histogram.percentiles().max()).isEqualTo(micros.getLast());
        assertThat(histogram.percentiles().mean())
                .isEqualTo(micros.stream().mapToLong(Long::longValue).sum() / (double) n);
    }

    @Test
    void percentilesNeverExceedMaximum() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.recordNanos(1_000_001_000);

        assertThat(histogram.percentiles())
                .isEqualTo(new Percentiles(
                        1, 1_000_001, 1_000_001, 1_000_001, 1_000_001, 1_000_001, 1_000_001, 1_000_001));
    }

    @Test
    void maximumIsExact() {
        LatencyHistogram histogram = logNormal(1, 100);
        LatencyHistogram other = new LatencyHistogram();
        other.recordNanos(123_456_789_000L);
        other.pack();
        histogram.add(other);
        histogram.pack();

        assertThat(histogram.percentiles().max()).isEqualTo(123_456_789);
        assertThat(LatencyHistogram.of(histogram.state()).percentiles()).isEqualTo(histogram.percentiles());
    }

    @Test
    void roundsToMicrosAndClampsAtBothEnds() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.recordNanos(-5);
        histogram.recordNanos(499);
        histogram.recordNanos(1_500);
        histogram.recordNanos(Long.MAX_VALUE);

        assertThat(histogram.clamped()).isEqualTo(1);
        assertThat(histogram.count()).isEqualTo(4);
        assertThat(histogram.valueAt(50)).isZero();
        assertThat(histogram.valueAt(75)).isEqualTo(2);
        assertThat(histogram.percentiles().max()).isEqualTo(3_600_000_000L);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void packedHistogramKeepsRecording(long seed) {
        RandomTallies draw = new RandomTallies(seed);
        LatencyHistogram open = new LatencyHistogram();
        LatencyHistogram packed = new LatencyHistogram();
        int packAt = draw.random().nextInt(2_000);
        for (int i = 0; i < 2_000; i++) {
            if (i == packAt) {
                packed.pack();
            }
            long latency = draw.latencyNanos();
            open.recordNanos(latency);
            packed.recordNanos(latency);
        }

        assertThat(packed.percentiles()).isEqualTo(open.percentiles());
        assertThat(packed.copy().state()).isEqualTo(open.copy().state());

        LatencyHistogram sum = packed.copy();
        sum.add(open);
        open.add(packed);
        assertThat(sum.state()).isEqualTo(open.state());
    }

    @Test
    void packedSize() {
        LatencyHistogram histogram = logNormal(7, 10_000);
        int before = histogram.footprintBytes();

        histogram.pack();

        assertThat(before).isGreaterThan(50_000);
        assertThat(histogram.footprintBytes()).isLessThan(10_000);
    }

    @Test
    void sizeOfEndedCase() {
        Tally tally = new Tally();
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            long service = (long) (50 * MILLI * Math.exp(0.5 * random.nextGaussian()));
            tally.sent(i, 0, 0, false);
            tally.completed(true, 200, i, service + random.nextInt(1_000_000), service);
        }
        tally.pack();

        assertThat(tally.footprintBytes()).isLessThan(10_000);
    }

    @Test
    void encodingIsHdrHistogramV2() throws Exception {
        LatencyHistogram histogram = logNormal(2, 1_000);

        org.HdrHistogram.Histogram read = org.HdrHistogram.Histogram.fromString(histogram.encode());

        assertThat(read.getTotalCount()).isEqualTo(1_000);
        assertThat(read.getValueAtPercentile(50)).isEqualTo((long) histogram.valueAt(50));
        assertThat(LatencyHistogram.decode(histogram.encode()).encode()).isEqualTo(histogram.encode());
    }

    @Test
    void invalidEncodingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LatencyHistogram.decode("not base64!"));
        assertThatIllegalArgumentException().isThrownBy(() -> LatencyHistogram.decode("AAAAAAAAAAAAAAAA"));
        assertThatIllegalArgumentException().isThrownBy(() -> LatencyHistogram.decode(""));
        LatencyHistogram valid = new LatencyHistogram();
        valid.recordNanos(5_000);
        byte[] longer = Base64.getDecoder().decode(valid.encode());
        ByteBuffer.wrap(longer).putInt(4, Integer.MAX_VALUE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LatencyHistogram.decode(Base64.getEncoder().encodeToString(longer)));
        LatencyHistogram coarse = new LatencyHistogram(2);
        coarse.recordNanos(5_000);
        assertThatIllegalArgumentException().isThrownBy(() -> LatencyHistogram.of(coarse.state()));
        assertThatIllegalArgumentException().isThrownBy(() -> new LatencyHistogram().add(coarse));
    }
}
