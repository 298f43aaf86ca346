package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Silence;
import dev.loadtest.engine.share.CaseDraw;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the next coordinator must know besides the cases: who is lost, that the run was stopped, how long it stood still. */
class TakeoverStandingTest {
    private static final long SEED = 1;

    private static PlanFixture rates() {
        return plan().get("ok")
                .phase(phase("rate", "ok")
                        .shape(new Shape.Rate(
                                10, List.of(new Shape.RateStage(Duration.ofSeconds(80), 10)), false, Duration.ZERO)))
                .phase(phase("later", "ok").burst(20));
    }

    private static VirtualCluster cluster(PlanFixture plan, long answerMillis) {
        return new VirtualCluster(plan.build(), 2, request -> new Answer(answerMillis * 1_000_000, 200, "ok"), SEED);
    }

    @Test
    void lostWorkerStaysLost() {
        VirtualCluster cluster = cluster(rates(), 100);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(2_000);
        cluster.pod(1).unreachable(true);
        cluster.pass(65_000);
        first.die();
        cluster.pod(1).unreachable(false);
        int before = cluster.sentBy(1).size();

        RunResult result = cluster.finish(cluster.drive());

        Books.Entry rate = result.cases().getFirst().totals().books().kind(Kind.TRACKED);
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.workersLost()).isEqualTo(1);
        assertThat(rate.planned()).isEqualTo(800);
        assertThat(rate.notSent().get("workerLost")).isPositive();
        assertThat(cluster.sentBy(1)).hasSize(before);
        assertThat(result.totals().books().close()).isTrue();
    }

    @Test
    void stopKnownOnlyToWorkersIsKept() {
        VirtualCluster cluster = cluster(rates(), 5_000);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(6_000);
        cluster.store().away(true);
        first.coordinator().stop("stop was set");
        cluster.pass(500);
        first.die();
        cluster.store().away(false);
        int sent = cluster.sent().size();

        RunResult result = cluster.finish(cluster.drive());

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(cluster.sent()).hasSize(sent);
        assertThat(result.totals().books().close()).isTrue();
    }

    @Test
    void deadlineExcludesEarlierPauses() {
        VirtualCluster cluster = cluster(rates().activeDeadline(Duration.ofSeconds(90)), 100);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(5_000);
        first.coordinator().suspend("suspend");
        cluster.pass(60_000);
        first.coordinator().resume();
        cluster.pass(5_000);
        first.die();

        RunResult result = cluster.finish(cluster.drive());

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.pauses().getFirst().seconds()).isBetween(59.9, 60.2);
    }

    @Test
    void suspendedDuringTakeover() {
        VirtualCluster cluster = cluster(rates().activeDeadline(Duration.ofSeconds(110)), 100);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(4_000);
        first.die();
        cluster.pass(8_000);
        VirtualCluster.Driver second = cluster.drive();
        second.coordinator().suspend("suspend");
        cluster.pass(2_000);
        int before = cluster.sent().size();
        cluster.pass(120_000);
        assertThat(cluster.sent()).hasSize(before);
        second.coordinator().resume();

        RunResult result = cluster.finish(second);

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.totals().books().kind(Kind.TRACKED).lateness().maxMicros())
                .isLessThan(10_000);
        assertThat(result.pauses().stream()
                        .mapToDouble(RunResult.Pause::seconds)
                        .sum())
                .isBetween(120.0, 130.0);
    }

    /** Three waves of it for each worker; the first ends the case. */
    private static VirtualCluster draining() {
        LoadPlan plan = plan().get("slow")
                .drain(Duration.ofSeconds(60))
                .phase(phase("burst", "slow").burst(6_000).tracked(1))
                .build();
        CaseDraw draw = CaseDraw.of(plan, Cases.of(plan).selected().getFirst(), Map.of());
        assertThat(LongStream.range(0, 6_000).filter(draw::tracked).findFirst().orElseThrow() % 3_000)
                .as("it is of the first wave")
                .isLessThan(1_000);
        return new VirtualCluster(plan, 2, request -> new Answer(7_000_000_000L, 200, "ok"), SEED);
    }

    private static void assertAllWasSent(RunResult result) {
        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.totals().books().kind(Kind.FIRE_AND_FORGET).succeeded())
                .isEqualTo(5_999);
        assertThat(result.pauses()).hasSize(1);
    }

    @Test
    void heldRequestsAreSentInDrainAfterGap() {
        VirtualCluster cluster = draining();
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(7_500);
        assertThat(cluster.told()).containsExactly("burst PASSED");
        first.die();
        cluster.pass(8_000);

        assertAllWasSent(cluster.finish(cluster.drive()));
    }

    @Test
    void heldRequestsAreSentInDrainAfterSilence() {
        VirtualCluster cluster = draining();
        VirtualCluster.Driver driver = cluster.drive();
        cluster.pass(7_500);
        cluster.pod(0).stalled(true);
        cluster.pod(1).stalled(true);
        cluster.pass(8_000);
        cluster.pod(0).stalled(false);
        cluster.pod(1).stalled(false);

        assertAllWasSent(cluster.finish(driver));
    }

    @Test
    void returningWorkerStaysLost() {
        VirtualCluster cluster = cluster(rates(), 100);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(2_000);
        first.die();
        cluster.pass(6_000);
        cluster.pod(1).unreachable(true);
        VirtualCluster.Driver second = cluster.drive();
        cluster.pass(1_000);
        cluster.pod(1).unreachable(false);
        int before = cluster.sentBy(1).size();
        second.join(1);

        RunResult result = cluster.finish(second);

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.INVALID);
        assertThat(cluster.sentBy(1)).hasSize(before);
        assertThat(result.cases().get(1).totals().books().kind(Kind.TRACKED).succeeded())
                .isEqualTo(20);
    }

    @Test
    void drainEndLosesOnlyWorkersThatOwe() {
        LoadPlan plan = plan().get("silent")
                .drain(Duration.ofSeconds(5))
                .phase(phase("burst", "silent").burst(10).tracked(0))
                .build();
        VirtualCluster cluster = new VirtualCluster(plan, 3, request -> new Silence(), SEED);
        VirtualCluster.Driver driver = cluster.drive();
        cluster.pass(3_000);
        driver.cut(1);

        RunResult result = cluster.finish(driver);

        assertThat(result.workersLost()).isEqualTo(1);
        assertThat(result.totals().books().kind(Kind.FIRE_AND_FORGET).unresolved())
                .isEqualTo(10);
    }

    @Test
    void gapBeforeCaseKnownOnlyToWorkers() {
        VirtualCluster cluster = cluster(rates(), 2_000);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(79_500);
        cluster.store().away(true);
        while (cluster.told().isEmpty()) {
            cluster.pass(100);
        }
        cluster.pass(500);
        first.die();
        cluster.store().away(false);

        RunResult result = cluster.finish(cluster.drive());

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.cases().get(1).gapMicros()).isBetween(1_000L, 100_000L);
    }

    @Test
    void refusedCheckpointStillEndsRun() {
        VirtualCluster cluster = cluster(rates(), 100);
        VirtualCluster.Driver driver = cluster.drive();
        cluster.pass(4_000);
        cluster.store().refusing(true);

        RunResult result = cluster.finish(driver);

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.totals().books().kind(Kind.TRACKED).succeeded()).isEqualTo(820);
    }
}
