package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Trying until it works. */
class UntilTest {
    @Test
    void onlyLastTryIsTracked() {
        LoadPlan plan = untilPlan(Duration.ofMinutes(5));
        int[] asked = {0};
        VirtualRun run =
                new VirtualRun(plan, 3, 10, request -> new Answer(100_000_000, asked[0]++ < 3 ? 503 : 200, ""));

        RunResult result = run.start().finish();

        RunResult.CaseResult sanity = result.cases().getFirst();
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(sanity.totals().books().kind(Kind.TRACKED).sent()).isEqualTo(1);
        assertThat(sanity.totals().books().kind(Kind.UNSCORED).unexpected()).isEqualTo(3);
        assertThat(sanity.seconds()).isBetween(6.39, 6.5);
    }

    @Test
    void failsIfNoTimeForAnotherTry() {
        VirtualRun run = new VirtualRun(untilPlan(Duration.ofSeconds(5)), 2, 10, answering(100, 503));

        RunResult result = run.start().finish();

        assertThat(run.lines())
                .containsExactly("sanity FAILED [100%] - no success within 5s, 3 tries: draw: status 503");
        assertThat(result.totals().books().kind(Kind.UNSCORED).sent()).isEqualTo(2);
        assertThat(result.totals().books().kind(Kind.TRACKED).unexpected()).isEqualTo(1);
    }

    @Test
    void timeoutReportsTries() {
        LoadPlan plan = plan().get("draw")
                .phase(phase("sanity", "draw")
                        .timeout(Duration.ofSeconds(4))
                        .shape(new Shape.Until(Duration.ofSeconds(60), Duration.ofSeconds(1))))
                .build();
        VirtualRun run = new VirtualRun(plan, 2, 10, answering(400, 503));

        run.start().finish();

        assertThat(run.lines())
                .containsExactly(
                        "sanity FAILED [100%] - not done within its timeout of 4s; 3 tries, and no success yet");
    }

    private static LoadPlan untilPlan(Duration timeout) {
        return plan().get("draw")
                .phase(phase("sanity", "draw").shape(new Shape.Until(timeout, Duration.ofSeconds(2))))
                .build();
    }
}
