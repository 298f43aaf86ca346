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
import java.util.List;
import org.junit.jupiter.api.Test;

/** Users lost with their worker: the number of their requests is unknown, and above 0. */
class LostUsersTest {
    private static final Duration THINK = Duration.ofSeconds(5);

    private static Shape.TimedUsers users(int users, Duration duration, Duration think) {
        return new Shape.TimedUsers(users, List.of(new Shape.UserStage(duration, users)), true, think, Duration.ZERO);
    }

    private static PlanFixture shopping() {
        return plan().get("ok").phase(phase("shopping", "ok").shape(users(2, Duration.ofSeconds(60), THINK)));
    }

    private static RunResult lostAt12(LoadPlan plan) {
        VirtualRun run = new VirtualRun(plan, 2, 10, answering(10, 200)).start();
        run.pass(12_000);
        run.worker(1).die();
        return run.finish();
    }

    @Test
    void makeRunInvalid() {
        RunResult result = lostAt12(shopping().build());

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.message())
                .containsPattern(
                        "worker 1 was lost at 12\\.[0-5] s: 1 of 2 users \\(50 %\\) was missing for 4[78] s of"
                                + " shopping; what its users sent in the last 0\\.\\d\\d s, since its last report, is not known");
        // At 0, 5 and 10 s, then of the remaining user until the end.
        assertThat(result.totals().books().kind(Kind.TRACKED).sent()).isEqualTo(3 + 12);
    }

    @Test
    void onWorkerLossAbort() {
        RunResult result =
                lostAt12(shopping().onWorkerLoss(LoadPlan.OnWorkerLoss.ABORT).build());

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.message()).contains("onWorkerLoss is Abort");
        assertThat(Duration.between(result.startTime(), result.completionTime()))
                .isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void notMissingAfterTheirTime() {
        LoadPlan plan = shopping()
                .phase(phase("later", "ok").shape(PlanFixture.constant(1, Duration.ofSeconds(10))))
                .build();
        VirtualRun run = new VirtualRun(plan, 2, 10, answering(10, 200)).start();
        run.pass(60_500);
        run.worker(1).die();

        assertThat(run.finish().message()).contains("worker 1 was lost").doesNotContain("missing");
    }

    @Test
    void notMissingAfterRampDown() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("shopping", "ok")
                        .shape(new Shape.TimedUsers(
                                2,
                                List.of(
                                        new Shape.UserStage(Duration.ofSeconds(20), 2),
                                        new Shape.UserStage(Duration.ofSeconds(20), 1)),
                                true,
                                Duration.ofSeconds(1),
                                Duration.ZERO)))
                .build();
        for (int lost = 0; lost < 2; lost++) {
            VirtualRun run = new VirtualRun(plan, 2, 10, answering(10, 200)).start();
            run.pass(30_600);
            // User 1, who is at home since second 20, is either worker's.
            boolean home = run.transports().get(lost).sent().size() < 25;
            run.worker(lost).die();

            RunResult result = run.finish();

            assertThat(result.verdict()).as(result.message()).isEqualTo(home ? Verdict.PASSED : Verdict.INVALID);
        }
    }

    @Test
    void missingUntilEndOfRun() {
        VirtualRun run = new VirtualRun(shopping().build(), 2, 10, answering(10, 200)).start();
        run.pass(12_000);
        run.worker(1).die();
        run.pass(10_000);
        run.coordinator().stop("enough");

        assertThat(run.finish().message()).containsPattern("was missing for (9\\.\\d|10) s of shopping");
    }

    @Test
    void allMissingWithOnlyWorker() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("shopping", "ok").shape(users(1, Duration.ofSeconds(60), THINK)))
                .phase(phase("later", "ok"))
                .build();
        for (int lost = 0; lost < 2; lost++) {
            VirtualRun run = new VirtualRun(plan, 2, 10, answering(10, 200)).start();
            run.pass(12_000);
            boolean owed = !run.transports().get(lost).sent().isEmpty();
            run.worker(lost).die();

            RunResult result = run.finish();

            assertThat(result.verdict()).as(result.message()).isEqualTo(owed ? Verdict.INVALID : Verdict.PASSED);
            if (owed) {
                assertThat(result.message()).containsPattern("1 of 1 user \\(100 %\\) was missing for 4[78] s");
            }
        }
    }

    @Test
    void missingAfterTermination() {
        VirtualCluster cluster =
                new VirtualCluster(shopping().build(), 2, request -> new Answer(10_000_000, 200, "ok"), 1);
        VirtualCluster.Driver driver = cluster.drive();
        cluster.pass(12_000);
        cluster.endWorker(1);
        cluster.pass(1_000);
        cluster.killWorker(1);

        RunResult result = cluster.finish(driver);

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.message())
                .containsPattern("worker 1 was told to end at 1[12]\\.\\d s: 1 of 2 users \\(50 %\\) was missing for"
                        + " 4[78] s of shopping");
    }

    @Test
    void terminationOfOnlyWorkerAborts() {
        VirtualCluster cluster = new VirtualCluster(
                shopping().onWorkerLoss(LoadPlan.OnWorkerLoss.ABORT).build(),
                1,
                request -> new Answer(10_000_000, 200, "ok"),
                1);
        VirtualCluster.Driver driver = cluster.drive();
        cluster.pass(12_000);
        cluster.endWorker(0);

        RunResult result = cluster.finish(driver);

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.ABORTED);
        assertThat(result.message()).containsPattern("2 of 2 users \\(100 %\\) were missing for 4[78] s of shopping");
    }

    @Test
    void missingAfterTakeover() {
        VirtualCluster cluster =
                new VirtualCluster(shopping().build(), 2, request -> new Answer(10_000_000, 200, "ok"), 1);
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(12_000);
        cluster.killWorker(1);
        cluster.pass(10_000);
        first.die();
        cluster.pass(500);

        RunResult result = cluster.finish(cluster.drive());

        assertThat(result.message())
                .containsPattern(
                        "worker 1 was lost at 1[12]\\.\\d s: 1 of 2 users \\(50 %\\) was missing for 4[78] s of"
                                + " shopping; what its users sent in the last 0\\.\\d\\d s");
    }

    @Test
    void countedUsersReportUnknownCount() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("orders", "ok")
                        .shape(new Shape.CountedUsers(4, 400, Duration.ofMillis(100), Duration.ZERO)))
                .build();
        VirtualRun run = new VirtualRun(plan, 2, 10, answering(10, 200)).start();
        run.pass(5_000);
        run.worker(1).die();

        assertThat(run.finish().message())
                .containsPattern("worker 1 was lost .* the outcomes of \\d+ requests; what its users sent in the last");
    }
}
