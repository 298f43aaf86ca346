package dev.loadtest.engine.result.threshold;

import static dev.loadtest.engine.result.threshold.ThresholdEvaluatorTest.below;
import static dev.loadtest.engine.result.threshold.ThresholdEvaluatorTest.labels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Selection;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.plan.Variant;
import dev.loadtest.engine.result.RunResult.ThresholdResult;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ThresholdSelectionTest {
    private static final Case HEALTH = item("health", "forced");
    private static final Case ULTRAKILL = item("ultrakill", "cached");

    @ParameterizedTest
    @CsvSource({
        ", , , true",
        "health, , , true",
        "draw, , , true",
        "drawn, , , false", // no such request
        "never, , , false", // in the mix with weight 0
        "process, , , false", // in a phase of which no case is selected
        ", health, , true",
        ", process, , false",
        "draw, health, , false", // both exist, not together
        "draw, ultrakill, cached, true",
        "draw, ultrakill, forced, false", // that case is not selected
    })
    void labelsOfUnselectedRequests(
            @Nullable String request, @Nullable String phase, @Nullable String variant, boolean expected) {
        Threshold threshold =
                below(Threshold.Plain.COUNT, labels(request, null, phase, variant), 1, Threshold.Unit.COUNT);
        LoadPlan plan = plan(new Shape.Burst(10), new Tracking.Count(5));

        assertThat(ThresholdEvaluator.selectable(threshold, plan, List.of(HEALTH, ULTRAKILL)))
                .isEqualTo(expected);
    }

    static Stream<Arguments> kinds() {
        Shape burst = new Shape.Burst(10);
        Shape rate = new Shape.Rate(
                1, List.of(new Shape.RateStage(Duration.ofSeconds(100), 1)), false, Duration.ofSeconds(10));
        Shape counted = new Shape.CountedUsers(2, 10, Duration.ZERO, Duration.ofSeconds(10));
        Shape timed = new Shape.TimedUsers(
                2, List.of(new Shape.UserStage(Duration.ofSeconds(10), 2)), true, Duration.ZERO, Duration.ZERO);
        Shape until = new Shape.Until(Duration.ofMinutes(1), Duration.ofSeconds(1));
        return Stream.of(
                Arguments.of(burst, new Tracking.All(), true, false),
                Arguments.of(burst, new Tracking.Count(0), false, true),
                Arguments.of(burst, new Tracking.Count(9), true, true),
                Arguments.of(burst, new Tracking.Count(10), true, false),
                Arguments.of(burst, new Tracking.Percent(0), false, true),
                Arguments.of(burst, new Tracking.Percent(5), true, true),
                Arguments.of(burst, new Tracking.Percent(100), true, false),
                Arguments.of(rate, new Tracking.Count(0), false, true),
                Arguments.of(rate, new Tracking.Count(99), true, true),
                Arguments.of(rate, new Tracking.Count(100), true, false),
                Arguments.of(rate, new Tracking.Percent(0), false, true),
                Arguments.of(rate, new Tracking.Percent(100), true, false),
                Arguments.of(counted, new Tracking.Count(10), true, false),
                Arguments.of(counted, new Tracking.Count(9), true, true),
                Arguments.of(timed, new Tracking.Count(0), false, true),
                Arguments.of(timed, new Tracking.Percent(100), true, false),
                Arguments.of(until, new Tracking.Percent(5), true, false));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void kindsThatAreNotSent(Shape shape, Tracking tracking, boolean tracked, boolean fireAndForget) {
        LoadPlan plan = plan(shape, tracking);

        assertThat(selectable(plan, Kind.TRACKED)).isEqualTo(tracked);
        assertThat(selectable(plan, Kind.FIRE_AND_FORGET)).isEqualTo(fireAndForget);
    }

    @Test
    void notSelectedIsExplained() {
        ThresholdResult result = ThresholdEvaluator.notSelected(
                below(Threshold.Plain.COUNT, labels("drawn", null, null, null), 1, Threshold.Unit.COUNT), "p", null);

        assertThat(result.result()).isEqualTo(ThresholdResult.Result.NOT_SELECTED);
        assertThat(result.value()).isNull();
        assertThat(result.reason()).isEqualTo("expr: its labels match nothing that was selected");
    }

    private static boolean selectable(LoadPlan plan, Kind kind) {
        Threshold threshold = below(Threshold.Plain.FAILURES, labels(null, kind, null, null), 1, Threshold.Unit.COUNT);
        return ThresholdEvaluator.selectable(threshold, plan, List.of(HEALTH, ULTRAKILL));
    }

    private static Case item(String phase, String variant) {
        return new Case(0, Case.id(phase, variant, ""), phase, variant, "", 0, null);
    }

    private static LoadPlan plan(Shape shape, Tracking tracking) {
        List<Phase> phases = List.of(
                phase("process", shape, tracking, "process"),
                phase("health", shape, tracking, "health"),
                phase("ultrakill", shape, tracking, "health", "draw"));
        Target target =
                new Target(false, "127.0.0.1", 8000, "", List.of(), Target.Protocol.HTTP1, Target.Tls.DEFAULT, 256);
        Duration minute = Duration.ofMinutes(1);
        return new LoadPlan(
                "plan",
                7,
                1,
                target,
                List.of(Variant.NONE),
                List.of(),
                List.of(),
                phases,
                List.of(),
                Selection.ALL,
                minute,
                minute,
                minute,
                LoadPlan.OnWorkerLoss.CONTINUE,
                0);
    }

    private static Phase phase(String name, Shape shape, Tracking tracking, String... requests) {
        List<Phase.MixEntry> mix = Stream.concat(
                        Stream.of(requests).map(request -> new Phase.MixEntry(request, 1)),
                        Stream.of(new Phase.MixEntry("never", 0)))
                .toList();
        return new Phase(
                name,
                List.of(),
                Phase.Gate.ALL,
                Set.of(),
                new Phase.Once(),
                1,
                shape,
                mix,
                tracking,
                new FailureLimit.Count(0),
                List.of(),
                Duration.ofMinutes(5),
                Phase.defaultMaxLateness(shape),
                Phase.OnFailure.CONTINUE,
                0,
                "");
    }
}
