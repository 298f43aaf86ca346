package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Failure;
import dev.loadtest.engine.run.transport.ErrorCause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A limit of the machine that sends is no failure of the target: one such error makes a run Invalid. */
class GeneratorErrorTest {
    private static final String LIMIT = "out of file descriptors: ulimit -n is 64; use fewer connections";

    @Test
    void ignoresMaxFailures() {
        RunResult result = run(plan().get("ok")
                .threshold("failures < 50%", false)
                .phase(phase("p", "ok").burst(100).maxFailures(new FailureLimit.Percent(100)))
                .build());

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.message())
                .isEqualTo("p: 1 of 100 requests failed by a limit of the load generator itself: " + LIMIT);
        assertThat(result.phases().getFirst().invalid()).isEqualTo(result.message());
        assertThat(result.totals().books().kind(Kind.TRACKED).errors()).containsEntry("generator", 1L);
    }

    @Test
    void failsNoCase() {
        RunResult result =
                run(plan().get("ok").phase(phase("p", "ok").burst(100)).build());

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.message()).startsWith("p: 1 of 100 requests failed by a limit of the load generator itself");
    }

    @Test
    void countsForEveryKind() {
        assertThat(run(plan().get("ok")
                                .phase(phase("p", "ok").burst(10).tracked(0))
                                .build())
                        .message())
                .contains("1 of 10 requests failed by a limit of the load generator itself: " + LIMIT);
        assertThat(run(plan().get("ok")
                                .phase(phase("p", "ok")
                                        .shape(new Shape.Until(Duration.ofMinutes(1), Duration.ofSeconds(1))))
                                .build())
                        .verdict())
                .isEqualTo(Verdict.INVALID);
        assertThat(run(plan().get("ok")
                                .phase(phase("p", "ok")
                                        .shape(new Shape.Rate(
                                                10,
                                                List.of(new Shape.RateStage(Duration.ofSeconds(2), 10)),
                                                false,
                                                Duration.ofSeconds(2))))
                                .build())
                        .verdict())
                .isEqualTo(Verdict.INVALID);
    }

    /** The first request fails by a limit of the generator, the others succeed. */
    private static RunResult run(LoadPlan plan) {
        int[] asked = {0};
        return new VirtualRun(
                        plan,
                        2,
                        200,
                        request -> asked[0]++ == 0
                                ? new Failure(1_000, ErrorCause.GENERATOR, LIMIT)
                                : new Answer(1_000_000, 200, "ok"))
                .start()
                .finish();
    }
}
