package dev.loadtest.engine.result.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.plan.Threshold.Comparison;
import dev.loadtest.engine.plan.Threshold.Labels;
import dev.loadtest.engine.plan.Threshold.Metric;
import dev.loadtest.engine.plan.Threshold.Percentile;
import dev.loadtest.engine.plan.Threshold.Plain;
import dev.loadtest.engine.plan.Threshold.Time;
import dev.loadtest.engine.plan.Threshold.Unit;
import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.threshold.ThresholdEvaluator.Measured;
import dev.loadtest.engine.result.threshold.ThresholdEvaluator.Reading;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ThresholdEvaluatorTest {
    private static final Labels ANY = labels(null, null, null, null);

    /**
     * Two requests, in two phases and variants: 10 health at 1 to 10 ms (service 100 µs), one of them unexpected, tracked;
     * 4 draws fired and forgotten: one at 50 ms, one timed out after 2 s, one reset, one unresolved; and 5 unscored.
     */
    private static List<Measured> data() {
        Tally health = new Tally();
        for (int i = 1; i <= 10; i++) {
            health.sent(1_000_000, 0, 0, false);
            health.completed(i != 10, i != 10 ? 200 : 500, 1_500_000, i * 1_000_000L, 100_000);
        }
        Tally draw = new Tally();
        for (int i = 0; i < 4; i++) {
            draw.sent(2_000_000, 0, 0, false);
        }
        draw.completed(true, 200, 3_000_000, 50_000_000, 40_000_000);
        draw.timedOut(4_000_000, 2_000_000_000, 2_000_000_000);
        draw.failed("reset", 3_000_000);
        draw.unresolved();
        Tally warmup = new Tally();
        for (int i = 0; i < 5; i++) {
            warmup.sent(0, 0, 0, false);
            warmup.completed(false, 503, 90_000_000, 60_000_000_000L, 60_000_000_000L);
        }
        return List.of(
                new Measured("health", "forced", "health", health, Kind.TRACKED),
                new Measured("ultrakill", "cached", "draw", draw, Kind.FIRE_AND_FORGET),
                new Measured("health", "forced", "health", warmup, Kind.UNSCORED));
    }

    static Labels labels(
            @Nullable String request, @Nullable Kind kind, @Nullable String phase, @Nullable String variant) {
        return new Labels(request, kind, phase, variant, Time.RESPONSE);
    }

    static Threshold below(Metric metric, Labels labels, double limit, Unit unit) {
        return new Threshold("expr", metric, labels, Comparison.BELOW, limit, unit, false);
    }

    static Stream<Arguments> readings() {
        Labels health = labels("health", null, null, null);
        Labels service = new Labels("health", null, null, null, Time.SERVICE);
        return Stream.of(
                // percentiles over the merged histograms, successes, unexpected and timeouts alike
                Arguments.of(new Percentile(50), health, Unit.MICROS, 5_000.0, 10),
                Arguments.of(new Percentile(90), ANY, Unit.MICROS, 50_000.0, 14),
                Arguments.of(Plain.MAX, ANY, Unit.MICROS, 2_000_000.0, 14),
                Arguments.of(Plain.MAX, health, Unit.MICROS, 10_000.0, 10),
                Arguments.of(Plain.MAX, service, Unit.MICROS, 100.0, 10),
                Arguments.of(Plain.MEAN, health, Unit.MICROS, 5_500.0, 10),
                // failures: unexpected, errors, timeouts, unresolved; of sent
                Arguments.of(Plain.FAILURES, ANY, Unit.COUNT, 4.0, 14),
                Arguments.of(Plain.FAILURES, ANY, Unit.PERCENT, 100.0 * 4 / 14, 14),
                Arguments.of(Plain.FAILURES, labels(null, Kind.TRACKED, null, null), Unit.PERCENT, 10.0, 10),
                Arguments.of(Plain.FAILURES, labels(null, Kind.FIRE_AND_FORGET, null, null), Unit.PERCENT, 75.0, 4),
                Arguments.of(Plain.FAILURES, labels(null, null, "ultrakill", null), Unit.COUNT, 3.0, 4),
                Arguments.of(Plain.FAILURES, labels(null, null, null, "forced"), Unit.COUNT, 1.0, 10),
                // 11 complete from 1 s to 4 s; 10 from 1 s to 1.5 s
                Arguments.of(Plain.RPS, ANY, Unit.PER_SECOND, 11 / 3.0, 14),
                Arguments.of(Plain.RPS, health, Unit.PER_SECOND, 20.0, 10),
                Arguments.of(Plain.COUNT, ANY, Unit.COUNT, 14.0, 14),
                // no data
                Arguments.of(Plain.COUNT, labels("other", null, null, null), Unit.COUNT, null, 0),
                Arguments.of(Plain.FAILURES, labels("health", null, "ultrakill", null), Unit.PERCENT, null, 0),
                Arguments.of(Plain.RPS, labels(null, null, null, "none"), Unit.PER_SECOND, null, 0),
                Arguments.of(new Percentile(99), labels("other", null, null, null), Unit.MICROS, null, 0));
    }

    @ParameterizedTest
    @MethodSource("readings")
    void reads(Metric metric, Labels labels, Unit unit, @Nullable Double value, long outcomes) {
        Reading reading = ThresholdEvaluator.read(below(metric, labels, 0, unit), data());

        assertThat(reading.outcomes()).isEqualTo(outcomes);
        if (value == null || reading.value() == null) {
            assertThat(reading.value()).isEqualTo(value);
        } else {
            assertThat(reading.value()).isCloseTo(value, org.assertj.core.data.Percentage.withPercentage(0.1));
        }
    }

    @Test
    void readingChangesNothing() {
        List<Measured> data = data();
        var before = data.stream().map(m -> m.tally().state()).toList();

        ThresholdEvaluator.read(below(new Percentile(99), ANY, 1, Unit.MICROS), data);

        assertThat(data.stream().map(m -> m.tally().state())).isEqualTo(before);
    }

    @Test
    void withoutResponses() {
        Tally errors = new Tally();
        errors.sent(0, 0, 0, false);
        errors.failed("connect", 1_000_000);
        List<Measured> data = List.of(new Measured("p", "", "r", errors, Kind.TRACKED));

        assertThat(ThresholdEvaluator.read(below(new Percentile(99), ANY, 1, Unit.MICROS), data)
                        .value())
                .isNull();
        assertThat(ThresholdEvaluator.read(below(Plain.RPS, ANY, 1, Unit.PER_SECOND), data)
                        .value())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "<, 10, 9.99, true",
        "<, 10, 10, false",
        "<=, 10, 10, true",
        "<=, 10, 10.01, false",
        ">, 10, 10, false",
        ">, 10, 10.01, true",
        ">=, 10, 10, true",
        ">=, 10, 9.99, false",
        "==, 0, 0, true",
        "==, 0, 1, false",
        "!=, 0, 1, true",
        "!=, 0, 0, false",
    })
    void decides(String sign, double limit, double value, boolean passed) {
        Comparison comparison = Stream.of(Comparison.values())
                .filter(c -> c.sign().equals(sign))
                .findAny()
                .orElseThrow();
        Threshold threshold = new Threshold("t", Plain.COUNT, ANY, comparison, limit, Unit.COUNT, false);

        ThresholdResult result = ThresholdEvaluator.decide(threshold, new Reading(value, 1), "phase", "forced");

        assertThat(result.result()).isEqualTo(passed ? ThresholdResult.Result.PASSED : ThresholdResult.Result.FAILED);
        assertThat(result.reason().isEmpty()).isEqualTo(passed);
        assertThat(result.value()).isEqualTo(value);
        assertThat(result.phase()).isEqualTo("phase");
        assertThat(result.variant()).isEqualTo("forced");
    }

    @ParameterizedTest
    @CsvSource({
        "MICROS, 10e6, 12.34e6, was 12.3 s",
        "MICROS, 10e6, 10.004e6, was 10 s", // which is not below 10 s either
        "MICROS, 10.5e6, 10.50004e6, was 10.5 s",
        "MICROS, 10e6, 3601.4e6, was 3601 s",
        "MICROS, 5e3, 450e3, was 450 ms",
        "MICROS, 5e2, 850, was 850 µs",
        "PERCENT, 5, 7.5, was 7.5 %",
        "PERCENT, 5, 33.333333, was 33.3 %",
        "PERCENT, 5, 5, was 5 %",
        "COUNT, 0, 0, was 0",
        "COUNT, 100, 1234, was 1234",
        "PER_SECOND, 1, 1234.5, was 1235 a second",
        "PER_SECOND, 1, 31.25, was 31.3 a second",
    })
    void resultNamesValue(Unit unit, double limit, double value, String sentence) {
        Threshold threshold = new Threshold("x < y", Plain.MAX, ANY, Comparison.BELOW, limit, unit, false);

        ThresholdResult result = ThresholdEvaluator.decide(threshold, new Reading(value, 1), null, null);

        assertThat(result.reason()).isEqualTo("x < y: " + sentence);
    }

    @Test
    void failedValueIsShownBeyondLimit() {
        Threshold atMost = new Threshold("t", Plain.MAX, ANY, Comparison.AT_MOST, 10e6, Unit.MICROS, false);
        Threshold percent = new Threshold("t", Plain.FAILURES, ANY, Comparison.AT_MOST, 5, Unit.PERCENT, false);

        assertThat(ThresholdEvaluator.decide(atMost, new Reading(10.0004e6, 1), null, null)
                        .reason())
                .isEqualTo("t: was 10.0004 s");
        assertThat(ThresholdEvaluator.decide(percent, new Reading(5.0001, 1), null, null)
                        .reason())
                .isEqualTo("t: was 5.0001 %");
    }

    @Test
    void failsWithoutData() {
        Reading none = new Reading(null, 0);

        ThresholdResult latency =
                ThresholdEvaluator.decide(below(new Percentile(99), ANY, 1e9, Unit.MICROS), none, null, null);
        ThresholdResult failures =
                ThresholdEvaluator.decide(below(Plain.FAILURES, ANY, 5, Unit.PERCENT), none, null, null);

        assertThat(latency.result()).isEqualTo(ThresholdResult.Result.FAILED);
        assertThat(latency.reason()).isEqualTo("expr: no matching request has a latency");
        assertThat(failures.result()).isEqualTo(ThresholdResult.Result.FAILED);
        assertThat(failures.reason()).isEqualTo("expr: no matching request was sent");
    }

    static Stream<Arguments> aborts() {
        return Stream.of(
                Arguments.of(new Percentile(50), 99, false),
                Arguments.of(new Percentile(50), 100, true),
                Arguments.of(new Percentile(99), 100, true),
                Arguments.of(new Percentile(99.9), 999, false),
                Arguments.of(new Percentile(99.9), 1_000, true),
                Arguments.of(Plain.FAILURES, 99, false),
                Arguments.of(Plain.FAILURES, 100, true),
                Arguments.of(Plain.MEAN, 99, false),
                Arguments.of(Plain.RPS, 99, false),
                Arguments.of(Plain.MAX, 1, true),
                Arguments.of(Plain.COUNT, 0, true));
    }

    @ParameterizedTest
    @MethodSource("aborts")
    void abortNeedsEnoughOutcomes(Metric metric, long outcomes, boolean ready) {
        Threshold threshold = below(metric, ANY, 1, Unit.COUNT);

        assertThat(ThresholdEvaluator.abortReady(threshold, new Reading(2.0, outcomes)))
                .isEqualTo(ready);
        assertThat(ThresholdEvaluator.abortReady(threshold, new Reading(null, outcomes)))
                .isFalse();
    }
}
