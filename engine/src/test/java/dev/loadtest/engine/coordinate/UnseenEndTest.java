package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.constant;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A run that ended, or lost a worker's part, while no checkpoint could say why: the next coordinator finds the reason. */
class UnseenEndTest {
    private static final long SEED = 1;

    private static VirtualCluster cluster(PlanFixture plan, long answerMillis, int status) {
        return new VirtualCluster(plan.build(), 2, request -> new Answer(answerMillis * 1_000_000, status, "ok"), SEED);
    }

    private static PhaseFixture failing(String name) {
        return phase(name, "bad").burst(10).maxFailures(new FailureLimit.Percent(100));
    }

    private static PhaseFixture failingRate(String name) {
        return failing(name).shape(constant(50, Duration.ofSeconds(60)));
    }

    /** Its coordinator ends the run while the store is away, and dies before it is back. */
    private static RunResult endedUnseen(VirtualCluster cluster, long awayMillis) {
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(1_500);
        cluster.store().away(true);
        cluster.pass(awayMillis);
        first.die();
        cluster.store().away(false);
        return cluster.finish(cluster.drive());
    }

    @Test
    void thresholdEndedRun() {
        VirtualCluster cluster =
                cluster(plan().get("bad").threshold("failures < 5%", true).phase(failingRate("rate")), 100, 500);

        RunResult result = endedUnseen(cluster, 3_000);

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.FAILED);
        assertThat(cluster.sent()).hasSizeLessThan(200);
    }

    @Test
    void phaseEndedRun() {
        VirtualCluster cluster = cluster(
                plan().get("bad")
                        .phase(phase("first", "bad").burst(10).onFailure(Phase.OnFailure.STOP))
                        .phase(phase("second", "bad").burst(10)),
                2_000,
                500);

        RunResult result = endedUnseen(cluster, 1_000);

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.FAILED);
        assertThat(result.message()).contains("its onFailure is Stop");
        assertThat(cluster.sent()).hasSize(10);
    }

    @Test
    void abortingThresholdIsOfOpenPhase() {
        VirtualCluster cluster = cluster(
                plan().get("bad")
                        .phase(failing("first"))
                        .phase(failingRate("second").threshold("failures < 5%", true)),
                100,
                500);

        RunResult result = endedUnseen(cluster, 3_000);

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.FAILED);
        assertThat(result.message()).contains("failures < 5%").doesNotContain("stopped by an operator");
    }

    @Test
    void terminatedWorkerAborts() {
        VirtualCluster cluster = cluster(
                plan().get("ok")
                        .onWorkerLoss(LoadPlan.OnWorkerLoss.ABORT)
                        .phase(phase("rate", "ok").shape(constant(10, Duration.ofSeconds(40)))),
                100,
                200);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(6_000);
        first.die();
        cluster.endWorker(1);
        cluster.pass(1_000);

        RunResult result = cluster.finish(cluster.drive());

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.ABORTED);
        assertThat(result.message()).contains("onWorkerLoss is Abort");
    }
}
