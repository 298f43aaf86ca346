package dev.loadtest.engine.result.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.result.wire.HistogramState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Histograms of few latencies say the same as others, in a shorter form. */
class FewValuesTest {
    private static LatencyHistogram of(int digits, LongStream micros) {
        LatencyHistogram histogram = new LatencyHistogram(digits);
        micros.forEach(value -> histogram.recordNanos(1_000 * value));
        return histogram;
    }

    private static LatencyHistogram of(List<Long> micros) {
        return of(3, micros.stream().mapToLong(Long::longValue));
    }

    private static LatencyHistogram sent(LatencyHistogram histogram) {
        return LatencyHistogram.of(histogram.state());
    }

    @Test
    void listsBuckets() {
        assertThat(of(3, LongStream.of(5_001, 812, 5_000, 5_002)).state())
                .isEqualTo(new HistogramState("few3:812,5000*3", 15_815, 5_002, 0));
        assertThat(of(2, LongStream.of(1_001, 1_000)).state().encoded()).isEqualTo("few2:1000*2");
        assertThat(new LatencyHistogram().state().encoded()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void bucketsAreThoseOfHdrHistogram(int digits) {
        Random random = new Random(3);
        Histogram theirs = new Histogram(1, 3_600_000_000L, digits);
        for (int i = 0; i < 100_000; i++) {
            long micros = (long) Math.exp(random.nextDouble() * Math.log(3_600_000_000L));
            assertThat(HistogramCodec.lowest(micros, digits)).isEqualTo(theirs.lowestEquivalentValue(micros));
        }
    }

    static Stream<Integer> counts() {
        return Stream.of(1, 2, 10, FewValues.MOST - 1, FewValues.MOST, FewValues.MOST + 1, 3 * FewValues.MOST);
    }

    /** However they are grouped, sent, packed and merged. */
    @ParameterizedTest
    @MethodSource("counts")
    void equalCountsEqualStates(int count) {
        Random random = new Random(count);
        List<Long> micros = IntStream.range(0, count)
                .mapToObj(i -> (long) Math.exp(random.nextDouble() * 15))
                .toList();
        LatencyHistogram whole = of(micros);
        for (int i = 0; i < 50; i++) {
            List<Long> shuffled = new ArrayList<>(micros);
            Collections.shuffle(shuffled, random);
            LatencyHistogram sum = new LatencyHistogram();
            int from = 0;
            while (from < count) {
                int to = Math.min(count, from + 1 + random.nextInt(2 * FewValues.MOST));
                LatencyHistogram part = of(shuffled.subList(from, to));
                if (random.nextBoolean()) {
                    part.pack();
                }
                sum.add(random.nextBoolean() ? sent(part) : part.copy());
                if (random.nextInt(4) == 0) {
                    sum.pack();
                }
                from = to;
            }
            assertThat(sum.state()).isEqualTo(whole.state());
            assertThat(sum.encode()).isEqualTo(whole.encode());
            assertThat(sum.percentiles()).isEqualTo(whole.percentiles());
            assertThat(sent(sum).state()).isEqualTo(whole.state());
        }
    }

    /** What is recorded later counts, whether it was sent before or not. */
    @ParameterizedTest
    @MethodSource("counts")
    void recordedAfterwards(int count) {
        LatencyHistogram first = of(3, LongStream.range(0, count));
        LatencyHistogram other = sent(first);
        LatencyHistogram copy = first.copy();
        for (int i = 0; i < 100; i++) {
            first.recordNanos(7_000_000);
            other.recordNanos(7_000_000);
        }
        assertThat(other.state()).isEqualTo(first.state());
        assertThat(copy.count()).isEqualTo(count);
        assertThat(first.count()).isEqualTo(count + 100);
    }

    /** To write it changes nothing. */
    @Test
    void encodingKeepsTheList() {
        LatencyHistogram few = of(3, LongStream.of(5, 90_000));
        String encoded = few.encode();
        LatencyHistogram sum = new LatencyHistogram();
        sum.add(few);
        sum.add(few);
        assertThat(sum.state().encoded()).isEqualTo("few3:5*2,89984*2");
        assertThat(few.encode()).isEqualTo(encoded);
    }

    @Test
    void compressedForReadersOfHdrHistogram() {
        LatencyHistogram few = of(3, LongStream.of(5, 90_000));
        assertThat(LatencyHistogram.compressed(few.state(), 3)).isEqualTo(few.encode());
        LatencyHistogram many = of(3, LongStream.range(0, 1_000));
        assertThat(LatencyHistogram.compressed(many.state(), 3))
                .isEqualTo(many.state().encoded());
        assertThat(LatencyHistogram.compressed(new HistogramState("", 0, 0, 0), 3))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "few3:",
                "few3:,",
                "few3:1,",
                "few3:-1",
                "few3:1*",
                "few3:1*0",
                "few3:*2",
                "few3:1*2*3",
                "few3:1*65",
                "few3:1*33,2*32",
                "few3:3600000001",
                "few3:99999999999",
                "few3: 1",
                "few3:1;2",
                "few3:\u0661",
                "few2:1",
                "few4:1",
            })
    void malformedListsAreRefused(String text) {
        assertThatThrownBy(() -> LatencyHistogram.of(new HistogramState(text, 1, 1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a list of few latencies of these digits");
    }
}
