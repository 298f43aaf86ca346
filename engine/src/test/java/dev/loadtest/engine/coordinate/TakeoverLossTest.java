package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.constant;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.TakeoverFixture.SEED;
import static dev.loadtest.engine.coordinate.TakeoverFixture.cluster;
import static dev.loadtest.engine.coordinate.TakeoverFixture.rates;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Workers and captures lost before or while another coordinator takes the run over, and their replacements. */
class TakeoverLossTest {
    private static LoadPlan capturing() {
        Capture handle = new Capture("handle", new Capture.JsonPointer("/handle"), true);
        return plan().request("process", Map.of("id", new ValueSource.Range(0, 1_000_000_000L)), List.of(handle))
                .request("draw", Map.of("handle", new ValueSource.Captured("handle")), List.of())
                .get("ok")
                .phase(phase("process", "process").burst(20))
                .phase(phase("between", "ok").shape(constant(10, Duration.ofSeconds(10))))
                .phase(phase("draw", "draw").iterations(2).burst(20).needs("process"))
                .build();
    }

    @Test
    void workerLostDuringGap() {
        VirtualCluster cluster = cluster(rates(phase("later", "ok").burst(20)), 2);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(6_000);
        first.die();
        cluster.killWorker(1);
        cluster.replaceWorker(1);
        cluster.pass(2_000);

        RunResult result = cluster.finish(cluster.drive());

        Books.Entry rate = result.cases().getFirst().totals().books().kind(Kind.TRACKED);
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.message()).contains("restarted");
        assertThat(result.workersLost()).isEqualTo(1);
        assertThat(rate.planned()).isEqualTo(200);
        assertThat(rate.unresolved()).isBetween(38L, 42L);
        assertThat(rate.notSent().get("workerLost")).isBetween(58L, 62L);
        assertThat(result.cases().get(1).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(result.totals().books().close()).isTrue();
    }

    @Test
    void reportsOfLostWorkerAreKept() {
        VirtualCluster cluster = cluster(rates(), 2);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(6_000);
        cluster.killWorker(1);
        cluster.pass(5_000);
        first.die();

        RunResult result = cluster.finish(cluster.drive());

        Books.Entry rate = result.cases().getFirst().totals().books().kind(Kind.TRACKED);
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(rate.succeeded()).isBetween(120L, 130L);
        assertThat(rate.unresolved()).isLessThan(10);
        assertThat(result.timeline().stream()
                        .mapToLong(RunResult.TimelineBucket::sent)
                        .sum())
                .isGreaterThan(120);
    }

    @Test
    void lostCapturesSkipCases() {
        VirtualCluster cluster = cluster(capturing(), 2);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(5_000);
        first.die();
        cluster.killWorker(1);
        cluster.replaceWorker(1);

        RunResult result = cluster.finish(cluster.drive());

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.message()).contains("the captured values of handle were lost with a worker");
        assertThat(result.cases().getLast().outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(result.cases().getLast().reason()).contains("lost with a worker");
    }

    @Test
    void orderedCapturesAreFoundAtAnyWorker() {
        VirtualCluster cluster = new VirtualCluster(
                capturing(),
                2,
                request ->
                        new Answer(2_000_000_000L, 200, "h" + request.target().hashCode()),
                SEED);
        VirtualCluster.Driver first = cluster.drive();
        while (cluster.told().size() < 2) {
            cluster.pass(100);
        }
        cluster.pass(1_500);
        first.die();
        cluster.killWorker(1);
        cluster.replaceWorker(1);

        RunResult result = cluster.finish(cluster.drive());

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.message()).doesNotContain("captured");
        assertThat(result.cases().getLast().outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void replacementStartedDuringGapTakesPart() {
        VirtualCluster cluster = cluster(rates(phase("later", "ok").burst(20)), 1);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(5_000);
        cluster.killWorker(0);
        cluster.pass(2_000);
        cluster.store().away(true);
        cluster.replaceWorker(0);
        cluster.pass(500);
        first.die();
        cluster.store().away(false);

        RunResult result = cluster.finish(cluster.drive());

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.INVALID);
        assertThat(result.cases().get(1).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(result.workersLost()).isEqualTo(1);
    }

    @Test
    void nextCoordinatorAwaitsReplacement() {
        VirtualCluster cluster = cluster(rates(phase("later", "ok").burst(20)), 2);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(18_000);
        cluster.killWorker(1);
        cluster.pass(1_500);
        first.die();
        VirtualCluster.Driver second = cluster.drive();
        cluster.pass(20_000);
        cluster.replaceWorker(1);

        RunResult result = cluster.finish(second);

        assertThat(result.cases().get(1).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(result.cases().get(1).gapMicros()).isGreaterThan(15_000_000);
        assertThat(cluster.sentByPod().getLast()).hasSize(10);
    }

    @Test
    void takeoverWithoutWorkersEnds() {
        VirtualCluster cluster = cluster(rates(phase("later", "ok").burst(20)), 1);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(5_000);
        cluster.killWorker(0);
        cluster.pass(3_000);
        first.die();

        RunResult result = cluster.finish(cluster.drive());

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.ERROR);
        assertThat(result.message()).contains("no worker is left");
    }

    @Test
    void lostWorkerIsNotReportedAsTerminated() {
        VirtualCluster cluster = cluster(rates(phase("later", "ok").burst(20)), 2);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(5_000);
        cluster.killWorker(1);
        cluster.pass(3_000);
        first.die();

        RunResult result = cluster.finish(cluster.drive());

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.message()).contains("worker 1 was lost").doesNotContain("told to end");
    }

    @Test
    void terminatedWorkerLeavesUnsent() {
        VirtualCluster cluster = cluster(rates(phase("later", "ok").burst(20)), 2);
        VirtualCluster.Driver driver = cluster.drive();
        cluster.pass(6_000);
        cluster.endWorker(1);
        cluster.pass(3_000);
        cluster.killWorker(1);

        RunResult result = cluster.finish(driver);

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.message()).contains("worker 1 was told to end, and ");
        assertThat(result.workersLost()).isEqualTo(1);
        assertThat(result.totals().books().kind(Kind.TRACKED).unresolved()).isZero();
        assertThat(result.totals().books().close()).isTrue();
    }
}
