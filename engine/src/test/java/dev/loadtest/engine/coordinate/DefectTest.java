package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.journeys;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.constant;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.Faults.Where;
import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Failure;
import dev.loadtest.engine.run.FakeTransport.Fate;
import dev.loadtest.engine.run.FakeTransport.Silence;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.ErrorCause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A throw at any event, task or command of a run, in its coordinator or in a worker, ends the run with an Error. */
class DefectTest {
    private static final long SEED = 1;
    /** Of coordinator and workers; held, so that its level stays. */
    private static final Logger LOG = Logger.getLogger(Coordinator.class.getPackageName());

    @BeforeAll
    static void expectDefects() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void expectNone() {
        LOG.setLevel(null);
    }

    /** A run, and what happens to it from outside. */
    enum Scenario {
        SHAPES(planOfShapes(), Verdict.PASSED) {
            @Override
            void disturb(VirtualRun run) {}
        },
        JOURNEYS(planOfJourneys(), Verdict.PASSED) {
            @Override
            void disturb(VirtualRun run) {
                run.pass(700);
                run.coordinator().suspend("a pause");
                run.pass(300);
                run.coordinator().resume();
            }
        },
        STOPPED(planOfJourneys(), Verdict.ABORTED) {
            @Override
            void disturb(VirtualRun run) {
                run.pass(900);
                run.coordinator().stop("enough");
            }
        };

        final LoadPlan plan;
        final Verdict calm;

        Scenario(LoadPlan plan, Verdict calm) {
            this.plan = plan;
            this.calm = calm;
        }

        abstract void disturb(VirtualRun run);

        VirtualRun start(Faults faults) {
            VirtualRun run = new VirtualRun(plan, 2, 10, DefectTest::answer, Duration.ZERO, faults).start();
            disturb(run);
            return run;
        }
    }

    private static LoadPlan planOfShapes() {
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

    /** Journeys with rows, captures, tries and cookies beside a rate on another target that fails, slows and hangs. */
    private static LoadPlan planOfJourneys() {
        Map<String, ValueSource> name =
                Map.of("user.name", new ValueSource.Row("user", "users", "name", ValueSource.Pick.ONCE, true));
        return plan().rows("users", 100, "name", "password")
                .request("login", name, List.of())
                .at("add", "/carts", new Capture("cart", new Capture.JsonPointer("/cart"), true))
                .at("pay", "/carts/${cart}")
                .at("poll", "/poll")
                .timeout(Duration.ofMillis(400))
                .request("odd", Map.of("id", new ValueSource.Range(0, 3)), List.of())
                .target("other", 3)
                .to("other")
                .drain(Duration.ofSeconds(2))
                .journey(
                        "buy",
                        JourneyFixture.step("login", Duration.ofMillis(50)),
                        JourneyFixture.forgiven("add"),
                        JourneyFixture.step("pay"),
                        JourneyFixture.byChance("add", 50),
                        JourneyFixture.until("poll", Duration.ofSeconds(1), Duration.ofMillis(100)))
                .phase(journeys("buying", "buy").group("both").burst(4).saveMax(2))
                .phase(phase("beside", "odd")
                        .group("both")
                        .shape(constant(10, Duration.ofSeconds(1)))
                        .maxFailures(new FailureLimit.Percent(100))
                        .threshold("p99 < 60s", true))
                .phase(journeys("trying", "buy").shape(new Shape.Until(Duration.ofSeconds(5), Duration.ofSeconds(1))))
                .phase(phase("last", "odd").burst(2).maxFailures(new FailureLimit.Percent(100)))
                .threshold("failures < 100%", true)
                .build();
    }

    private static Fate answer(PreparedRequest request) {
        if (!request.target().startsWith("/odd")) {
            return new Answer(20_000_000, 200, "ok");
        }
        return switch (request.target().charAt(request.target().length() - 1)) {
            case '0' -> new Answer(20_000_000, 500, "broken");
            case '1' -> new Failure(10_000_000, ErrorCause.RESET, "connection reset");
            case '2' -> new Answer(300_000_000, 200, "slow");
            default -> new Silence();
        };
    }

    private static void assertEndsWithError(Scenario scenario, RunResult result, Faults faults, String as) {
        assertThat(result.verdict()).as(as).isEqualTo(faults.happened() ? Verdict.ERROR : scenario.calm);
        assertThat(result.cases()).as(as).hasSameSizeAs(Cases.of(scenario.plan).selected());
        assertBooksClose(result, as);
        if (faults.happened()) {
            assertThat(result.message()).as(as).contains("the coordinator has a defect");
        }
    }

    private static void assertBooksClose(RunResult result, String as) {
        result.cases().forEach(item -> assertThat(item.totals().close())
                .as("%s %s", as, item.id())
                .isTrue());
        assertThat(result.totals().close()).as(as).isTrue();
    }

    private static void assertSendsNothingMore(VirtualRun run, String as) {
        int sent = run.sent().size();
        run.pass(60_000);
        assertThat(run.sent()).as(as).hasSize(sent);
    }

    static Stream<Arguments> inCoordinator() {
        return everywhere(Scenario.values(), Where.EVENT, Where.ASKING, Where.ANSWER, Where.OBSERVER);
    }

    static Stream<Arguments> inWorker() {
        return everywhere(Scenario.values(), Where.WORKER, Where.SEND, Where.OUTCOME, Where.PORT);
    }

    static Stream<Arguments> overPods() {
        Scenario[] scenarios = {Scenario.SHAPES, Scenario.JOURNEYS};
        return everywhere(scenarios, Where.EVENT, Where.ASKING, Where.ANSWER, Where.OBSERVER, Where.STORE);
    }

    private static Stream<Arguments> everywhere(Scenario[] scenarios, Where... places) {
        return Stream.of(scenarios).flatMap(it -> Stream.of(places).map(where -> Arguments.of(it, where)));
    }

    @ParameterizedTest
    @MethodSource("inCoordinator")
    void endsRunWithError(Scenario scenario, Where where) {
        Faults calm = new Faults(where, 0);
        assertEndsWithError(scenario, scenario.start(calm).finish(), calm, "calm");
        assertThat(calm.seen()).isGreaterThan(5);
        for (long nth = 1; nth <= calm.seen(); nth++) {
            Faults faults = new Faults(where, nth);
            VirtualRun run = scenario.start(faults);
            String as = where + " " + nth + " of " + calm.seen();

            RunResult result = run.finish();

            assertEndsWithError(scenario, result, faults, as);
            assertSendsNothingMore(run, as);
            assertThat(run.inFlight()).as(as).isZero();
        }
    }

    /** Other workers run the same code. */
    @ParameterizedTest
    @MethodSource("inWorker")
    void ofWorkerEndsRunWithError(Scenario scenario, Where where) {
        Faults calm = new Faults(where, 0);
        assertThat(scenario.start(calm).finish().verdict()).isEqualTo(scenario.calm);
        assertThat(calm.seen()).isGreaterThan(20);
        for (long nth = 1; nth <= calm.seen(); nth++) {
            Faults faults = new Faults(where, nth);
            VirtualRun run = scenario.start(faults);
            String as = where + " " + nth + " of " + calm.seen();

            RunResult result = run.finish();

            assertBooksClose(result, as);
            if (faults.happened()) {
                assertThat(result.workersLost()).as(as).isEqualTo(1);
                assertThat(result.verdict()).as(as).isEqualTo(Verdict.ERROR);
                assertThat(result.message()).as(as).contains("was lost (it has a defect: ");
            }
            assertSendsNothingMore(run, as);
            // Of requests that hang, the one whose deadline threw is not given up.
            if (where != Where.WORKER || scenario == Scenario.SHAPES) {
                assertThat(run.inFlight()).as(as).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("overPods")
    void endsRunWithPodsAndCheckpoint(Scenario scenario, Where where) {
        Faults calm = new Faults(where, 0);
        VirtualCluster undisturbed = cluster(scenario);
        assertEndsWithError(scenario, undisturbed.finish(undisturbed.drive(calm)), calm, "calm");
        for (long nth = 1; nth <= calm.seen(); nth++) {
            Faults faults = new Faults(where, nth);
            VirtualCluster cluster = cluster(scenario);

            RunResult result = cluster.finish(cluster.drive(faults));

            assertEndsWithError(scenario, result, faults, where + " " + nth);
            assertSendsNothingMore(cluster, where + " " + nth);
        }
    }

    @ParameterizedTest
    @MethodSource("overPods")
    void endsRunBeingTakenOver(Scenario scenario, Where where) {
        Faults calm = new Faults(where, 0);
        VirtualCluster undisturbed = interrupted(scenario);
        assertEndsWithError(scenario, undisturbed.finish(undisturbed.drive(calm)), calm, "calm");
        for (long nth = 1; nth <= calm.seen(); nth++) {
            Faults faults = new Faults(where, nth);
            VirtualCluster cluster = interrupted(scenario);

            RunResult result = cluster.finish(cluster.drive(faults));

            assertEndsWithError(scenario, result, faults, where + " " + nth);
            assertSendsNothingMore(cluster, where + " " + nth);
        }
    }

    private static VirtualCluster cluster(Scenario scenario) {
        return new VirtualCluster(scenario.plan, 2, DefectTest::answer, SEED);
    }

    private static VirtualCluster interrupted(Scenario scenario) {
        VirtualCluster cluster = cluster(scenario);
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
        VirtualRun run = Scenario.SHAPES.start(Faults.none());
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
