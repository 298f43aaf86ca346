package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.constant;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Selection;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.plan.syntax.SelectExpression;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.CaseResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Phases of one group run side by side. */
class GroupsTest {
    private static final Map<String, ValueSource> WITH_ID = Map.of("id", new ValueSource.Range(0, 1_000_000_000_000L));

    private static PlanFixture.PhaseFixture browse(int seconds) {
        return phase("browse", "browse").group("load").shape(constant(50, Duration.ofSeconds(seconds)));
    }

    private static PlanFixture.PhaseFixture checkout(int seconds) {
        return phase("checkout", "checkout").group("load").shape(constant(5, Duration.ofSeconds(seconds)));
    }

    private static PlanFixture shop() {
        return plan().request("browse", WITH_ID, List.of())
                .request("checkout", WITH_ID, List.of())
                .get("after");
    }

    private static CaseResult item(RunResult result, String id) {
        return result.cases().stream()
                .filter(item -> item.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Instant end(CaseResult item) {
        return start(item).plusNanos(Math.round(item.seconds() * 1e9));
    }

    private static Instant start(CaseResult item) {
        Instant start = item.startTime();
        assertThat(start).as(item.id()).isNotNull();
        return start;
    }

    @Nested
    class Order {
        @Test
        void phasesOfAGroupBeginTogetherAndTheNextWaitsForAll() {
            LoadPlan plan = shop().phase(browse(4))
                    .phase(checkout(9))
                    .phase(phase("after", "after"))
                    .build();
            VirtualRun run = new VirtualRun(plan, 3, 100, answering(20, 200)).start();
            run.pass(2_000);
            assertThat(run.lives().getLast().runningCases()).containsExactly("browse", "checkout");

            RunResult result = run.finish();

            assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
            assertThat(start(item(result, "checkout"))).isEqualTo(start(item(result, "browse")));
            assertThat(item(result, "browse").seconds()).isBetween(4.0, 4.1);
            assertThat(item(result, "checkout").seconds()).isBetween(9.0, 9.1);
            assertThat(start(item(result, "after"))).isAfter(end(item(result, "checkout")));
            assertThat(run.lines())
                    .containsExactly("browse PASSED [33%]", "checkout PASSED [66%]", "after PASSED [100%]");
            assertThat(item(result, "browse")
                            .totals()
                            .books()
                            .kind(Kind.TRACKED)
                            .sent())
                    .isEqualTo(200);
            assertThat(item(result, "checkout")
                            .totals()
                            .books()
                            .kind(Kind.TRACKED)
                            .sent())
                    .isEqualTo(45);
            assertThat(result.phases()).extracting(RunResult.PhaseResult::group).containsExactly("load", "load", "");
            assertThat(result.notes()).containsExactly("Phases that ran side by side (group load): browse, checkout.");
        }

        @Test
        void aGroupRunsInOneVariantAfterTheOther() {
            LoadPlan plan = shop().variants("forced", "cached")
                    .phase(browse(2))
                    .phase(checkout(3))
                    .build();

            RunResult result =
                    new VirtualRun(plan, 2, 100, answering(20, 200)).start().finish();

            assertThat(start(item(result, "checkout[forced]"))).isEqualTo(start(item(result, "browse[forced]")));
            assertThat(start(item(result, "browse[cached]"))).isAfter(end(item(result, "checkout[forced]")));
            assertThat(start(item(result, "checkout[cached]"))).isEqualTo(start(item(result, "browse[cached]")));
        }

        @Test
        void eachPhaseTakesItsOwnCasesAtItsOwnPace() {
            LoadPlan plan = shop().phase(browse(1).iterations(3))
                    .phase(checkout(2).iterations(2).parallelCases(2))
                    .build();

            VirtualRun run = new VirtualRun(plan, 2, 100, answering(20, 200)).start();
            run.pass(500);
            assertThat(run.lives().getLast().runningCases())
                    .containsExactly("browse[iter0]", "checkout[iter0]", "checkout[iter1]");
            RunResult result = run.finish();

            assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
            assertThat(Duration.between(result.startTime(), result.completionTime()))
                    .isBetween(Duration.ofSeconds(3), Duration.ofMillis(3_300));
        }

        @Test
        void aSelectedPhaseRunsWithoutTheRestOfItsGroup() {
            LoadPlan plan = shop().selection(new Selection(SelectExpression.parse("checkout"), Set.of()))
                    .phase(browse(4))
                    .phase(checkout(2))
                    .build();
            VirtualRun run = new VirtualRun(plan, 1, 100, answering(20, 200));

            RunResult result = run.start().finish();

            assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
            assertThat(run.lines()).containsExactly("checkout PASSED [100%]");
            assertThat(result.notes()).isEmpty();
        }

        @Test
        void aPhaseOfAGroupIsSkippedByItself() {
            LoadPlan plan = shop().get("bad")
                    .phase(phase("first", "bad"))
                    .phase(browse(1).needs("first"))
                    .phase(checkout(1))
                    .build();
            VirtualRun run = new VirtualRun(
                    plan, 1, 100, request -> new Answer(1_000, request.target().equals("/bad") ? 500 : 200, ""));

            RunResult result = run.start().finish();

            assertThat(item(result, "browse").reason()).isEqualTo("needs first: first FAILED");
            assertThat(item(result, "checkout").outcome()).isEqualTo(Outcome.PASSED);
        }
    }

    @Nested
    class Ends {
        private VirtualRun failingCheckout(PlanFixture plan) {
            return new VirtualRun(
                    plan.build(),
                    2,
                    100,
                    request -> new Answer(1_000, request.target().startsWith("/checkout") ? 500 : 200, ""));
        }

        @Test
        void aPhaseWhoseFailureStopsTheRunStopsTheOthersOfItsGroup() {
            RunResult result = failingCheckout(shop().phase(browse(60))
                            .phase(checkout(2).onFailure(Phase.OnFailure.STOP))
                            .phase(phase("after", "after")))
                    .start()
                    .finish();

            assertThat(item(result, "checkout").outcome()).isEqualTo(Outcome.FAILED);
            assertThat(item(result, "browse").outcome()).isEqualTo(Outcome.ERROR);
            assertThat(item(result, "browse").reason())
                    .isEqualTo("stopped while running: phase checkout has a failed case, and its onFailure is Stop");
            assertThat(item(result, "browse").seconds()).isBetween(2.0, 2.2);
            assertThat(item(result, "after").outcome()).isEqualTo(Outcome.SKIPPED);
            assertThat(result.totals().books().close()).isTrue();
        }

        @Test
        void anAbortingThresholdOfAnyPhaseOfAGroupEndsTheRun() {
            RunResult result = failingCheckout(shop().phase(browse(60))
                            .phase(checkout(60)
                                    .maxFailures(new FailureLimit.Percent(100))
                                    .threshold("failures < 1%", true)))
                    .start()
                    .finish();

            assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(result.message()).contains("failures < 1%");
            assertThat(item(result, "browse").outcome()).isEqualTo(Outcome.ERROR);
            assertThat(item(result, "browse").seconds()).isLessThan(30);
        }

        @Test
        void aThresholdIsAboutItsOwnPhase() {
            RunResult result = failingCheckout(shop().phase(browse(5).threshold("failures < 1", false))
                            .phase(checkout(5).maxFailures(new FailureLimit.Percent(100))))
                    .start()
                    .finish();

            assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        }

        @Test
        void aLostWorkersSharesOfAllPhasesAreAccountedFor() {
            LoadPlan plan = shop().phase(browse(10)).phase(checkout(10)).build();
            VirtualRun run = new VirtualRun(plan, 2, 100, answering(20, 200)).start();
            run.pass(4_000);
            run.worker(0).die();

            RunResult result = run.finish();

            assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
            for (String phase : List.of("browse", "checkout")) {
                assertThat(item(result, phase)
                                .totals()
                                .books()
                                .kind(Kind.TRACKED)
                                .notSent())
                        .as(phase)
                        .containsOnlyKeys("workerLost");
                assertThat(item(result, phase).totals().close()).as(phase).isTrue();
            }
        }
    }

    @Nested
    class Shared {
        @ParameterizedTest
        @org.junit.jupiter.params.provider.ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
        void anyNumberOfWorkersSendsTheSame(int workers) {
            LoadPlan plan = capturing();
            VirtualRun one = new VirtualRun(plan, 1, 1_000, request -> answer(request.target()));
            VirtualRun many = new VirtualRun(plan, workers, 1_000, request -> answer(request.target()));

            assertThat(one.start().finish().verdict()).isEqualTo(Verdict.PASSED);
            assertThat(many.start().finish().verdict()).isEqualTo(Verdict.PASSED);

            assertThat(many.sent()).containsExactlyInAnyOrderElementsOf(one.sent());
        }

        @Test
        void noPhaseDrawsWhatItsGroupCaptures() {
            VirtualRun run = new VirtualRun(capturing(), 2, 1_000, request -> answer(request.target()));

            run.start().finish();

            Set<String> before = Set.copyOf(run.sent().stream()
                    .filter(sent -> sent.startsWith("GET /first"))
                    .map(sent -> answer(sent.substring(4)).body())
                    .toList());
            List<String> drawn = run.sent().stream()
                    .filter(sent -> sent.startsWith("GET /draw"))
                    .map(sent -> sent.substring(sent.indexOf('=') + 1))
                    .toList();
            // Iterations begin one after the other, long after the first captures of the other phase.
            assertThat(drawn).hasSize(4 * 30);
            assertThat(before).containsAll(drawn);
        }

        private static LoadPlan capturing() {
            Capture handle = new Capture("handle", new Capture.JsonPointer("/handle"), false);
            return plan().request("first", WITH_ID, List.of(handle))
                    .request("more", WITH_ID, List.of(handle))
                    .request("draw", Map.of("handle", new ValueSource.Captured("handle")), List.of())
                    .phase(phase("first", "first").burst(5))
                    .phase(phase("capture", "more")
                            .group("g")
                            .needs("first")
                            .iterations(4)
                            .burst(20))
                    .phase(phase("draw", "draw")
                            .group("g")
                            .needs("first")
                            .iterations(4)
                            .burst(30))
                    .build();
        }

        private static Answer answer(String target) {
            return new Answer(1_000_000L * (1 + (target.hashCode() & 0xff)), 200, "of-" + target.hashCode());
        }

        @Test
        void ofFewConnectionsEachPhaseGetsItsPart() {
            LoadPlan plan = shop().drain(Duration.ofSeconds(1))
                    .phase(phase("browse", "browse")
                            .group("load")
                            .shape(constant(200, Duration.ofSeconds(10)))
                            .tracked(0))
                    .phase(checkout(10).tracked(0))
                    .build();

            // Two connections send 20 requests a second; checkout alone needs 5.
            RunResult result =
                    new VirtualRun(plan, 1, 2, answering(100, 200)).start().finish();

            assertThat(item(result, "checkout")
                            .totals()
                            .books()
                            .kind(Kind.FIRE_AND_FORGET)
                            .sent())
                    .isEqualTo(50);
            assertThat(item(result, "checkout")
                            .totals()
                            .books()
                            .kind(Kind.FIRE_AND_FORGET)
                            .response()
                            .max())
                    .isLessThan(500_000);
        }

        @Test
        void theLimitHoldsForAllTogetherAndUsersTakeWhatTheOthersLeave() {
            LoadPlan plan = shop().phase(
                            phase("browse", "browse").group("load").shape(constant(20, Duration.ofSeconds(10))))
                    .phase(phase("checkout", "checkout")
                            .group("load")
                            .shape(new Shape.TimedUsers(
                                    50,
                                    List.of(new Shape.UserStage(Duration.ofSeconds(10), 50)),
                                    true,
                                    Duration.ZERO,
                                    Duration.ZERO)))
                    .parallelism(2)
                    .build()
                    .withMaxRequestsPerSecond(100);

            RunResult result =
                    new VirtualRun(plan, 2, 1_000, answering(1, 200)).start().finish();

            long sent = 0;
            for (int second = 0; second < result.timeline().size(); second++) {
                sent += result.timeline().get(second).sent();
                assertThat(sent).as("within %d s", second + 1).isLessThanOrEqualTo(100 * (second + 2) + 2);
            }
            assertThat(item(result, "browse")
                            .totals()
                            .books()
                            .kind(Kind.TRACKED)
                            .sent())
                    .isEqualTo(200);
            assertThat(item(result, "checkout")
                            .totals()
                            .books()
                            .kind(Kind.TRACKED)
                            .sent())
                    .isBetween(700L, 1_000L);
            assertThat(result.totals().books().kind(Kind.TRACKED).late()).isZero();
        }

        @Test
        void aPauseHoldsAllOfThemBack() {
            LoadPlan plan = shop().phase(browse(4)).phase(checkout(4)).build();
            VirtualRun run = new VirtualRun(plan, 2, 100, answering(20, 200)).start();
            run.pass(2_000);
            run.coordinator().suspend("for the test");
            run.pass(10_000);
            run.coordinator().resume();

            RunResult result = run.finish();

            assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
            assertThat(item(result, "browse").seconds()).isBetween(14.0, 14.2);
            assertThat(item(result, "checkout").seconds()).isBetween(14.0, 14.2);
        }
    }

    @Test
    void aSilentPhaseDoesNotKeepTheOtherFromEnding() {
        LoadPlan plan = shop().phase(browse(2).timeout(Duration.ofSeconds(20)))
                .phase(checkout(2).timeout(Duration.ofSeconds(20)))
                .build();
        VirtualRun run = new VirtualRun(
                plan,
                2,
                100,
                request -> request.target().startsWith("/browse") ? new Silence() : new Answer(1_000, 200, ""));

        RunResult result = run.start().finish();

        assertThat(item(result, "checkout").seconds()).isBetween(2.0, 2.1);
        assertThat(item(result, "browse").reason()).contains("timeout of 20s");
    }
}
