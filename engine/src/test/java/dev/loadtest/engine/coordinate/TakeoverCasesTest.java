package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.checkpoint.SupersededException;
import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
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

/** Situations in which a coordinator takes a run over: gaps, losses, captures, replacements and checkpoints. */
class TakeoverCasesTest {
    private static final long SEED = 1;

    private static LoadPlan rates(PlanFixture.PhaseFixture... more) {
        PlanFixture plan = plan().get("ok")
                .phase(phase("rate", "ok")
                        .shape(new Shape.Rate(
                                10, List.of(new Shape.RateStage(Duration.ofSeconds(20), 10)), false, Duration.ZERO)));
        for (PlanFixture.PhaseFixture phase : more) {
            plan.phase(phase);
        }
        return plan.build();
    }

    private static VirtualCluster cluster(LoadPlan plan, int workers) {
        return new VirtualCluster(plan, workers, request -> new Answer(100_000_000, 200, "ok"), SEED);
    }

    @Test
    void gapIsListedAsPause() {
        VirtualCluster cluster = cluster(rates(), 2);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(4_000);
        first.die();
        cluster.pass(30_000);
        int sent = cluster.sent().size();
        assertThat(sent).isLessThan(100);

        RunResult result = cluster.finish(cluster.drive());

        Books.Entry books = result.totals().books().kind(Kind.TRACKED);
        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(books.succeeded()).isEqualTo(200);
        assertThat(books.lateness().maxMicros()).isLessThan(1_000);
        assertThat(result.pauses()).hasSize(1).first().satisfies(pause -> {
            assertThat(pause.seconds()).isBetween(24.0, 26.5);
            assertThat(pause.reason()).contains("no operator");
        });
        assertThat(result.cases().getFirst().seconds()).isBetween(44.0, 47.0);
    }

    @Test
    void deadlineExcludesGap() {
        LoadPlan plan = plan().get("ok")
                .activeDeadline(Duration.ofSeconds(15))
                .phase(phase("rate", "ok")
                        .shape(new Shape.Rate(
                                10, List.of(new Shape.RateStage(Duration.ofSeconds(20), 10)), false, Duration.ZERO)))
                .build();
        VirtualCluster cluster = cluster(plan, 2);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(4_000);
        first.die();
        cluster.pass(60_000);

        RunResult result = cluster.finish(cluster.drive());

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.totals().books().kind(Kind.TRACKED).sent()).isBetween(145L, 155L);
    }

    @Test
    void suspensionSurvivesTakeover() {
        VirtualCluster cluster = cluster(rates(), 2);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(4_000);
        first.coordinator().suspend("suspend");
        cluster.pass(3_000);
        first.die();
        cluster.pass(2_000);
        VirtualCluster.Driver second = cluster.drive();
        cluster.pass(20_000);
        assertThat(cluster.sent()).hasSizeBetween(38, 41);

        second.coordinator().resume();
        RunResult result = cluster.finish(second);

        assertThat(result.totals().books().kind(Kind.TRACKED).succeeded()).isEqualTo(200);
        assertThat(result.pauses()).hasSize(1).first().satisfies(pause -> {
            assertThat(pause.seconds()).isBetween(24.9, 25.2);
            assertThat(pause.reason()).isEqualTo("suspend");
        });
    }

    @Test
    void commandsDuringTakeoverAreDeferred() {
        VirtualCluster cluster = cluster(rates(), 2);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(4_000);
        first.die();
        VirtualCluster.Driver second = cluster.drive();
        second.coordinator().stop("stop was set");

        RunResult result = cluster.finish(second);

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.message()).contains("stop was set");
        assertThat(result.totals().books().close()).isTrue();
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
    void supersededCoordinatorWritesNothing() {
        VirtualCluster cluster = cluster(rates(), 2);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(4_000);
        VirtualCluster.Driver second = cluster.drive();
        RunResult result = cluster.finish(second);

        assertThat(first.result()).isCompletedExceptionally();
        assertThat(first.result().handle((value, failure) -> failure).join()).isInstanceOf(SupersededException.class);
        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(cluster.sent()).hasSize(200);
    }

    @Test
    void takeoverAfterEndHasSameResult() {
        VirtualCluster cluster = cluster(rates(), 2);
        RunResult told = cluster.finish(cluster.drive());

        RunResult again = cluster.finish(cluster.drive());

        assertThat(again.totals()).isEqualTo(told.totals());
        assertThat(again.cases()).isEqualTo(told.cases());
        assertThat(again.histograms()).isEqualTo(told.histograms());
        assertThat(again.timeline()).isEqualTo(told.timeline());
        assertThat(again.overTime()).isEqualTo(told.overTime());
        assertThat(again.verdict()).isEqualTo(told.verdict());
        assertThat(again.startTime()).isEqualTo(told.startTime());
    }

    @Test
    void onlyEndWaitsForCheckpoint() {
        VirtualCluster cluster =
                cluster(rates(phase("later", "ok").iterations(5).burst(20)), 2);
        VirtualCluster.Driver driver = cluster.drive();
        cluster.pass(4_000);
        cluster.store().away(true);
        cluster.pass(30_000);
        assertThat(cluster.told()).hasSize(6);
        assertThat(driver.result()).isNotDone();

        cluster.store().away(false);

        assertThat(cluster.finish(driver).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void manyCasesInFewShards() {
        VirtualCluster cluster = cluster(
                plan().get("ok").phase(phase("many", "ok").iterations(300)).build(), 2);
        RunResult result = cluster.finish(cluster.drive());

        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(cluster.store().head()).isNotNull().satisfies(head -> assertThat(head.shards())
                .hasSizeLessThan(10));
    }

    private static LoadPlan capturing() {
        Capture handle = new Capture("handle", new Capture.JsonPointer("/handle"), true);
        return plan().request("process", Map.of("id", new ValueSource.Range(0, 1_000_000_000L)), List.of(handle))
                .request("draw", Map.of("handle", new ValueSource.Captured("handle")), List.of())
                .get("ok")
                .phase(phase("process", "process").burst(20))
                .phase(phase("between", "ok")
                        .shape(new Shape.Rate(
                                10, List.of(new Shape.RateStage(Duration.ofSeconds(10), 10)), false, Duration.ZERO)))
                .phase(phase("draw", "draw").iterations(2).burst(20).needs("process"))
                .build();
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
