package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.constant;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A throw at any event, task or command of a run, in its coordinator or in a worker, ends the run with an Error. */
class DefectTest {
    private static final long SEED = 1;
    /** The logger is held, so that its level stays. */
    private static final Logger LOG = Logger.getLogger(Coordinator.class.getName());

    @BeforeAll
    static void expectDefects() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void expectNone() {
        LOG.setLevel(null);
    }

    private static LoadPlan everything() {
        return plan().get("ok")
                .drain(Duration.ofSeconds(2))
                .phase(phase("burst", "ok").iterations(2).burst(6).tracked(3))
                .phase(phase("until", "ok").shape(new Shape.Until(Duration.ofSeconds(5), Duration.ofSeconds(1))))
                .phase(phase("rate", "ok").shape(constant(10, Duration.ofSeconds(1))))
                .phase(phase("users", "ok")
                        .shape(new Shape.TimedUsers(
                                2,
                                List.of(new Shape.UserStage(Duration.ofSeconds(1), 2)),
                                true,
                                Duration.ofMillis(100),
                                Duration.ZERO)))
                .build();
    }

    private static VirtualRun run(Faults faults) {
        return new VirtualRun(everything(), 2, 10, answering(20, 200), Duration.ZERO, faults);
    }

    private static void assertEndsWithError(RunResult result, Faults faults, String as) {
        assertThat(result.verdict()).as(as).isEqualTo(faults.happened() ? Verdict.ERROR : Verdict.PASSED);
        assertThat(result.cases()).as(as).hasSize(5);
        result.cases().forEach(item -> assertThat(item.totals().books().close())
                .as("%s %s", as, item.id())
                .isTrue());
        assertThat(result.totals().books().close()).as(as).isTrue();
        if (faults.happened()) {
            assertThat(result.message()).as(as).contains("the coordinator has a defect");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Faults.Where.class,
            names = {"EVENT", "ASKING", "ANSWER", "OBSERVER"})
    void endsRunWithError(Faults.Where where) {
        Faults calm = new Faults(where, 0);
        run(calm).start().finish();
        assertThat(calm.seen()).isGreaterThan(10);

        for (long nth = 1; nth <= calm.seen(); nth++) {
            Faults faults = new Faults(where, nth);
            VirtualRun run = run(faults).start();
            String as = where + " " + nth + " of " + calm.seen();

            RunResult result = run.finish();

            assertEndsWithError(result, faults, as);
            int sent = run.sent().size();
            run.pass(60_000);
            assertThat(run.sent()).as(as).hasSize(sent);
            assertThat(run.inFlight()).as(as).isZero();
        }
    }

    /** Other workers run the same code. */
    @Test
    void ofWorkerEndsRunWithError() {
        Faults calm = new Faults(Faults.Where.WORKER, 0);
        run(calm).start().finish();
        assertThat(calm.seen()).isGreaterThan(50);
        for (long nth = 1; nth <= calm.seen(); nth++) {
            Faults faults = new Faults(Faults.Where.WORKER, nth);
            VirtualRun run = run(faults).start();
            String as = "worker " + nth + " of " + calm.seen();

            RunResult result = run.finish();

            assertThat(result.totals().books().close()).as(as).isTrue();
            if (faults.happened()) {
                assertThat(result.workersLost()).as(as).isEqualTo(1);
                assertThat(result.verdict()).as(as).isEqualTo(Verdict.ERROR);
                assertThat(result.message()).as(as).contains("was lost (it has a defect: ");
            }
            int sent = run.sent().size();
            run.pass(60_000);
            assertThat(run.sent()).as(as).hasSize(sent);
            assertThat(run.inFlight()).as(as).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Faults.Where.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"WORKER"})
    void endsRunWithPodsAndCheckpoint(Faults.Where where) {
        Faults calm = new Faults(where, 0);
        VirtualCluster undisturbed = cluster();
        undisturbed.finish(undisturbed.drive(calm));
        for (long nth = 1; nth <= calm.seen(); nth++) {
            Faults faults = new Faults(where, nth);
            VirtualCluster cluster = cluster();

            RunResult result = cluster.finish(cluster.drive(faults));

            assertEndsWithError(result, faults, where + " " + nth);
            assertSendsNothingMore(cluster, where + " " + nth);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Faults.Where.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"WORKER"})
    void endsRunBeingTakenOver(Faults.Where where) {
        Faults calm = new Faults(where, 0);
        VirtualCluster undisturbed = interrupted();
        undisturbed.finish(undisturbed.drive(calm));
        for (long nth = 1; nth <= calm.seen(); nth++) {
            Faults faults = new Faults(where, nth);
            VirtualCluster cluster = interrupted();

            RunResult result = cluster.finish(cluster.drive(faults));

            assertEndsWithError(result, faults, where + " " + nth);
            assertSendsNothingMore(cluster, where + " " + nth);
        }
    }

    private static VirtualCluster cluster() {
        return new VirtualCluster(everything(), 2, request -> new Answer(20_000_000, 200, "ok"), SEED);
    }

    private static VirtualCluster interrupted() {
        VirtualCluster cluster = cluster();
        VirtualCluster.Driver first = cluster.drive();
        cluster.pass(1_500);
        first.die();
        return cluster;
    }

    private static void assertSendsNothingMore(VirtualCluster cluster, String as) {
        // Commands to stop take a moment to arrive.
        cluster.pass(10);
        int sent = cluster.sent().size();
        cluster.pass(60_000);
        assertThat(cluster.sent()).as(as).hasSize(sent);
    }

    @Test
    void afterEndChangesNothing() {
        VirtualRun run = run(Faults.none()).start();
        RunResult result = run.finish();
        List<String> lines = List.copyOf(run.lines());
        int sent = run.sent().size();

        run.coordinator().suspend("late");
        run.coordinator().resume();
        run.coordinator().stop("late");
        run.replace(1);
        RunResult again = run.coordinator().start().toCompletableFuture().join();
        run.pass(60_000);

        assertThat(again).isSameAs(result);
        assertThat(run.lines()).isEqualTo(lines);
        assertThat(run.sent()).hasSize(sent);
    }
}
