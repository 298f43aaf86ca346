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

/** What the loss of a worker costs. */
class LostWorkerTest {
    @Test
    void outcomesAreUnresolvedAndRunInvalid() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("rate", "ok").shape(constant(30, Duration.ofSeconds(10))))
                .phase(phase("later", "ok").burst(20))
                .build();
        VirtualRun run = new VirtualRun(plan, 3, 10, answering(1, 200)).start();

        run.pass(5_300);
        run.worker(1).die();
        RunResult result = run.finish();

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.workersLost()).isEqualTo(1);
        Books.Entry rate = result.cases().getFirst().totals().books().kind(Kind.TRACKED);
        assertThat(rate.planned()).isEqualTo(300);
        assertThat(rate.succeeded() + rate.unresolved()).isBetween(252L, 256L);
        assertThat(rate.notSent().get("workerLost")).isBetween(44L, 50L);
        assertThat(rate.unresolved()).as("%s", rate).isBetween(1L, 6L);
        assertThat(result.cases().get(1).totals().books().kind(Kind.TRACKED).succeeded())
                .isEqualTo(20);
        assertThat(result.totals().books().close()).isTrue();
    }

    @Test
    void lossOfAllIsError() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("rate", "ok").shape(constant(30, Duration.ofSeconds(10))))
                .build();
        VirtualRun run = new VirtualRun(plan, 1, 10, answering(1, 200)).start();

        run.pass(5_000);
        run.worker(0).die();

        assertThat(run.finish().verdict()).isEqualTo(Verdict.ERROR);
    }

    @Test
    void onWorkerLossAbort() {
        LoadPlan plan = plan().get("ok")
                .onWorkerLoss(LoadPlan.OnWorkerLoss.ABORT)
                .phase(phase("rate", "ok").shape(constant(30, Duration.ofSeconds(10))))
                .build();
        VirtualRun run = new VirtualRun(plan, 2, 10, answering(1, 200)).start();

        run.pass(5_000);
        run.worker(0).die();

        RunResult result = run.finish();
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.message()).containsPattern("worker 0 was lost \\(.+\\), and onWorkerLoss is Abort");
    }
}
