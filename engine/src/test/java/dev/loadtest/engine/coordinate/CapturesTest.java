package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Fate;
import dev.loadtest.engine.run.request.PreparedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Values that one phase captures and another draws. */
class CapturesTest {
    private static final Map<String, ValueSource> WITH_ID = Map.of("id", new ValueSource.Range(0, 1_000_000_000_000L));

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(ints = {1, 2, 3, 8})
    void sameForAnyNumberOfWorkers(int workers) {
        LoadPlan plan = capturingPlan();
        VirtualRun run = new VirtualRun(
                plan,
                workers,
                50,
                request -> new Answer(
                        5_000_000, 200, "handle-of-" + request.target().hashCode()));
        VirtualRun alone = new VirtualRun(
                plan,
                1,
                50,
                request -> new Answer(
                        9_000_000, 200, "handle-of-" + request.target().hashCode()));

        assertThat(run.start().finish().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(alone.start().finish().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(run.sent()).hasSize(20 + 3 * 40 + 100 + 60);
        assertThat(run.sent()).containsExactlyInAnyOrderElementsOf(alone.sent());
    }

    @Test
    void independentOfOrderOfCases() {
        Capture handle = new Capture("handle", new Capture.JsonPointer("/handle"), false);
        LoadPlan plan = plan().request("process", WITH_ID, List.of(handle))
                .request("draw", Map.of("handle", new ValueSource.Captured("handle")), List.of())
                .phase(phase("process", "process").iterations(6).parallelCases(3))
                .phase(phase("draw", "draw").burst(200).needs("process"))
                .build();
        VirtualRun quickFirst = new VirtualRun(plan, 2, 300, byTarget(request -> request.hashCode() & 0xff));
        VirtualRun slowFirst = new VirtualRun(plan, 3, 300, byTarget(request -> 256 - (request.hashCode() & 0xff)));

        quickFirst.start().finish();
        slowFirst.start().finish();

        List<String> draws =
                quickFirst.sent().stream().filter(sent -> sent.contains("draw")).toList();
        assertThat(Set.copyOf(draws)).hasSize(6);
        assertThat(draws)
                .containsExactlyInAnyOrderElementsOf(slowFirst.sent().stream()
                        .filter(sent -> sent.contains("draw"))
                        .toList());
    }

    @Test
    void emptyPoolSkipsCases() {
        Capture handle = new Capture("handle", new Capture.ResponseHeader("x-handle"), false);
        LoadPlan plan = plan().request("process", Map.of(), List.of(handle))
                .request("draw", Map.of("handle", new ValueSource.Captured("handle")), List.of())
                .phase(phase("process", "process"))
                .phase(phase("draw", "draw").needs("process"))
                .build();

        VirtualRun run = new VirtualRun(plan, 1, 1, answering(1, 200));

        assertThat(run.start().finish().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(run.lines().getLast())
                .isEqualTo("draw SKIPPED [100%] - no handle was captured: the response has no header x-handle");
    }

    private static LoadPlan capturingPlan() {
        Capture handle = new Capture("handle", new Capture.JsonPointer("/handle"), false);
        return plan().request("process", WITH_ID, List.of(handle))
                .request(
                        "draw",
                        Map.of("handle", new ValueSource.Captured("handle"), "u", new ValueSource.Uuid()),
                        List.of())
                .get("health")
                .phase(phase("process", "process").burst(20))
                .phase(phase("hammer", "draw", "health")
                        .iterations(3)
                        .burst(40)
                        .tracked(7)
                        .needs("process"))
                .phase(phase("rate", "draw", "health")
                        .needs("process")
                        .shape(new Shape.Rate(
                                0, List.of(new Shape.RateStage(Duration.ofSeconds(10), 20)), false, Duration.ZERO)))
                .phase(phase("users", "draw")
                        .needs("process")
                        .shape(new Shape.CountedUsers(7, 60, Duration.ofMillis(100), Duration.ZERO)))
                .build();
    }

    private static Function<PreparedRequest, Fate> byTarget(ToIntFunction<String> millis) {
        return request -> new Answer(
                millis.applyAsInt(request.target()) * 1_000_000L,
                200,
                "handle-" + request.target().hashCode());
    }
}
