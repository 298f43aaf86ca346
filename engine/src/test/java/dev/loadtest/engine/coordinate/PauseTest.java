package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.constant;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A run that is suspended. */
class PauseTest {
    @Test
    void movesPlannedInstants() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("rate", "ok").shape(constant(10, Duration.ofSeconds(10))))
                .build();
        VirtualRun run = new VirtualRun(plan, 2, 10, answering(1, 200)).start();

        run.pass(3_050);
        run.coordinator().suspend("suspend");
        run.pass(10);
        int before = run.sent().size();
        run.pass(60_000);
        assertThat(run.sent()).hasSize(before);
        run.coordinator().resume();
        RunResult result = run.finish();

        Books.Entry entry = result.totals().books().kind(Kind.TRACKED);
        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(entry.succeeded()).isEqualTo(100);
        assertThat(entry.lateness().maxMicros()).isLessThan(1_000);
        assertThat(entry.response().max()).isLessThan(2_000);
        assertThat(result.pauses()).hasSize(1).first().satisfies(pause -> assertThat(pause.seconds())
                .isBetween(60.0, 60.1));
        assertThat(result.cases().getFirst().seconds()).isBetween(70.0, 70.2);
    }

    @Test
    void stopWhileSuspended() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("rate", "ok").shape(constant(10, Duration.ofSeconds(10))))
                .build();
        VirtualRun run = new VirtualRun(plan, 2, 10, answering(1, 200)).start();

        run.pass(2_000);
        run.coordinator().suspend("suspend");
        run.pass(5_000);
        run.coordinator().stop("stop was set");
        RunResult result = run.finish();

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.pauses()).hasSize(1);
        assertThat(result.totals().books().close()).isTrue();
    }
}
