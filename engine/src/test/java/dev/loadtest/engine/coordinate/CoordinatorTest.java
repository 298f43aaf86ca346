package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.SelectExpression;
import dev.loadtest.engine.plan.Selection;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Fate;
import dev.loadtest.engine.run.FakeTransport.Silence;
import dev.loadtest.engine.run.PreparedRequest;
import dev.loadtest.engine.share.CaseDraw;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class CoordinatorTest {
    private static final Map<String, ValueSource> WITH_ID = Map.of("id", new ValueSource.Range(0, 1_000_000_000_000L));
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void anIterationEndsWhenItsTrackedRequestsHaveAndTheOthersAreCountedLater() {
        LoadPlan plan = plan().request("draw", WITH_ID, List.of())
                .phase(phase("hammering", "draw").iterations(10).burst(100).tracked(20))
                .build();
        Set<String> tracked = trackedTargets(plan);
        VirtualRun run = new VirtualRun(
                plan,
                3,
                1_000,
                request -> new Answer(tracked.contains(request.target()) ? 10_000_000 : 20_000_000_000L, 200, ""));

        RunResult result = run.start().finish();

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.cases()).hasSize(10).allSatisfy(item -> {
            assertThat(item.seconds()).isLessThan(1);
            assertThat(item.totals().books().kind(Kind.TRACKED).succeeded()).isEqualTo(20);
            assertThat(item.totals().books().kind(Kind.FIRE_AND_FORGET).succeeded())
                    .isEqualTo(80);
        });
        assertThat(run.lines().getFirst()).isEqualTo("hammering[iter0] PASSED [10%]");
        assertThat(run.lines().getLast()).isEqualTo("hammering[iter9] PASSED [100%]");
    }

    private static Set<String> trackedTargets(LoadPlan plan) {
        Set<String> targets = new HashSet<>();
        for (Case item : Cases.of(plan).all()) {
            CaseDraw draw = CaseDraw.of(plan, item, Map.of());
            for (long k = 0; k < 100; k++) {
                if (draw.tracked(k)) {
                    targets.add("/draw?id=" + draw.values(k).text("id"));
                }
            }
        }
        return targets;
    }

    @Test
    void whatNeedsAFailedPhaseIsSkippedInThatVariantOnly() {
        LoadPlan plan = plan().variants("forced", "cached")
                .request("first", Map.of(), List.of())
                .get("second")
                .phase(phase("sanity", "first"))
                .phase(phase("later", "second").needs("sanity"))
                .build();
        int[] asked = {0};
        VirtualRun run = new VirtualRun(
                plan,
                2,
                10,
                request -> new Answer(1_000_000, request.target().equals("/first") && asked[0]++ == 0 ? 500 : 200, ""));

        RunResult result = run.start().finish();

        assertThat(run.lines())
                .containsExactly(
                        "sanity[forced] FAILED [25%] - 1 of 1 tracked requests failed: first: status 500",
                        "later[forced] SKIPPED [50%] - needs sanity: sanity[forced] FAILED",
                        "sanity[cached] PASSED [75%]",
                        "later[cached] PASSED [100%]");
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(ints = {1, 2, 3, 8})
    void anyNumberOfWorkersSendsTheSameRequestsCapturedValuesIncluded(int workers) {
        LoadPlan plan = capturingPlan();
        VirtualRun run = new VirtualRun(
                plan,
                workers,
                50,
                request -> new Answer(
                        5_000_000, 200, "handle-of-" + request.target().hashCode()));
        VirtualRun alone = new VirtualRun(
                plan,
                1,
                50,
                request -> new Answer(
                        9_000_000, 200, "handle-of-" + request.target().hashCode()));

        assertThat(run.start().finish().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(alone.start().finish().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(run.sent()).hasSize(20 + 3 * 40 + 100 + 60);
        assertThat(run.sent()).containsExactlyInAnyOrderElementsOf(alone.sent());
    }

    private static LoadPlan capturingPlan() {
        Capture handle = new Capture("handle", new Capture.JsonPointer("/handle"), false);
        return plan().request("process", WITH_ID, List.of(handle))
                .request(
                        "draw",
                        Map.of("handle", new ValueSource.Captured("handle"), "u", new ValueSource.Uuid()),
                        List.of())
                .get("health")
                .phase(phase("process", "process").burst(20))
                .phase(phase("hammer", "draw", "health")
                        .iterations(3)
                        .burst(40)
                        .tracked(7)
                        .needs("process"))
                .phase(phase("rate", "draw", "health")
                        .needs("process")
                        .shape(new Shape.Rate(
                                0, List.of(new Shape.RateStage(Duration.ofSeconds(10), 20)), false, Duration.ZERO)))
                .phase(phase("users", "draw")
                        .needs("process")
                        .shape(new Shape.CountedUsers(7, 60, Duration.ofMillis(100), Duration.ZERO)))
                .build();
    }

    @Test
    void capturesOfAllCasesOfAPhaseAreDrawnFromWhateverOrderTheyEndedIn() {
        Capture handle = new Capture("handle", new Capture.JsonPointer("/handle"), false);
        LoadPlan plan = plan().request("process", WITH_ID, List.of(handle))
                .request("draw", Map.of("handle", new ValueSource.Captured("handle")), List.of())
                .phase(phase("process", "process").iterations(6).parallelCases(3))
                .phase(phase("draw", "draw").burst(200).needs("process"))
                .build();
        VirtualRun quickFirst = new VirtualRun(plan, 2, 300, byTarget(request -> request.hashCode() & 0xff));
        VirtualRun slowFirst = new VirtualRun(plan, 3, 300, byTarget(request -> 256 - (request.hashCode() & 0xff)));

        quickFirst.start().finish();
        slowFirst.start().finish();

        List<String> draws =
                quickFirst.sent().stream().filter(sent -> sent.contains("draw")).toList();
        assertThat(Set.copyOf(draws)).hasSize(6);
        assertThat(draws)
                .containsExactlyInAnyOrderElementsOf(slowFirst.sent().stream()
                        .filter(sent -> sent.contains("draw"))
                        .toList());
    }

    private static Function<PreparedRequest, Fate> byTarget(ToIntFunction<String> millis) {
        return request -> new Answer(
                millis.applyAsInt(request.target()) * 1_000_000L,
                200,
                "handle-" + request.target().hashCode());
    }

    @Test
    void aGateOfAnyOpensWithOnePassedCase() {
        LoadPlan plan = plan().get("flaky")
                .get("ok")
                .phase(phase("process", "flaky").iterations(3).gate(Phase.Gate.ANY))
                .phase(phase("later", "ok").needs("process"))
                .build();
        int[] asked = {0};
        VirtualRun run = new VirtualRun(
                plan,
                2,
                10,
                request -> new Answer(1, request.target().equals("/ok") || asked[0]++ == 1 ? 200 : 500, ""));

        RunResult result = run.start().finish();

        assertThat(result.cases())
                .extracting(RunResult.CaseResult::outcome)
                .containsExactly(Outcome.FAILED, Outcome.PASSED, Outcome.FAILED, Outcome.PASSED);
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void nothingCapturedSkipsWhatDrawsIt() {
        Capture handle = new Capture("handle", new Capture.ResponseHeader("x-handle"), false);
        LoadPlan plan = plan().request("process", Map.of(), List.of(handle))
                .request("draw", Map.of("handle", new ValueSource.Captured("handle")), List.of())
                .phase(phase("process", "process"))
                .phase(phase("draw", "draw").needs("process"))
                .build();

        VirtualRun run = new VirtualRun(plan, 1, 1, answering(1, 200));

        assertThat(run.start().finish().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(run.lines().getLast()).isEqualTo("draw SKIPPED [100%] - no handle was captured");
    }

    @Test
    void untilTriesUntilItSucceedsAndOnlyTheLastTryIsTracked() {
        LoadPlan plan = untilPlan(Duration.ofMinutes(5));
        int[] asked = {0};
        VirtualRun run =
                new VirtualRun(plan, 3, 10, request -> new Answer(100_000_000, asked[0]++ < 3 ? 503 : 200, ""));

        RunResult result = run.start().finish();

        RunResult.CaseResult sanity = result.cases().getFirst();
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(sanity.totals().books().kind(Kind.TRACKED).sent()).isEqualTo(1);
        assertThat(sanity.totals().books().kind(Kind.UNSCORED).unexpected()).isEqualTo(3);
        assertThat(sanity.seconds()).isBetween(6.39, 6.5);
    }

    @Test
    void untilGivesUpWhenThereIsNoTimeForAnotherTry() {
        VirtualRun run = new VirtualRun(untilPlan(Duration.ofSeconds(5)), 2, 10, answering(100, 503));

        RunResult result = run.start().finish();

        assertThat(run.lines())
                .containsExactly("sanity FAILED [100%] - no success within 5s, 3 tries: draw: status 503");
        assertThat(result.totals().books().kind(Kind.UNSCORED).sent()).isEqualTo(2);
        assertThat(result.totals().books().kind(Kind.TRACKED).unexpected()).isEqualTo(1);
    }

    private static LoadPlan untilPlan(Duration timeout) {
        return plan().get("draw")
                .phase(phase("sanity", "draw").shape(new Shape.Until(timeout, Duration.ofSeconds(2))))
                .build();
    }

    @Test
    void whatFindsNoFreeConnectionIsHeldAndThatIsTheTargetsDoing() {
        LoadPlan plan =
                plan().get("slow").phase(phase("burst", "slow").burst(10)).build();

        RunResult result =
                new VirtualRun(plan, 1, 2, answering(1_000, 200)).start().finish();

        Books.Entry entry = result.totals().books().kind(Kind.TRACKED);
        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(entry.response().max()).isBetween(4_990_000L, 5_010_000L);
        assertThat(entry.service().max()).isBetween(999_000L, 1_001_000L);
        assertThat(entry.held().maxMicros()).isBetween(3_999_000L, 4_001_000L);
        assertThat(entry.lateness().maxMicros()).isZero();
    }

    @Test
    void whatAStarvedLoopSendsLateIsTheGeneratorsAndMakesTheRunInvalid() {
        LoadPlan plan = plan().get("fast")
                .phase(phase("rate", "fast").shape(constant(100, Duration.ofSeconds(4))))
                .build();
        VirtualRun run = new VirtualRun(plan, 1, 100, answering(1, 200)).start();

        run.pass(2_000);
        run.loop().starve(500_000_000);
        RunResult result = run.finish();

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.message()).contains("rate").contains("late");
        assertThat(result.totals().books().kind(Kind.TRACKED).lateness().maxMicros())
                .isBetween(480_000L, 510_000L);
        assertThat(result.notes()).anySatisfy(note -> assertThat(note).contains("late"));
    }

    @Test
    void aSlowTargetNeverMakesARunInvalid() {
        LoadPlan plan = plan().get("slow")
                .phase(phase("rate", "slow")
                        .shape(constant(100, Duration.ofSeconds(2)))
                        .maxFailures(new FailureLimit.Percent(100)))
                .build();

        RunResult result =
                new VirtualRun(plan, 1, 5, answering(1_000, 200)).start().finish();

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.totals().books().kind(Kind.TRACKED).held().maxMicros())
                .isGreaterThan(30_000_000);
    }

    @Test
    void aHiccupWithinMuchLongerWaitsForASlowTargetDoesNotMakeTheRunInvalid() {
        LoadPlan plan = plan().get("slow")
                .phase(phase("rate", "slow").shape(constant(100, Duration.ofSeconds(2))))
                .build();
        VirtualRun run = new VirtualRun(plan, 1, 5, answering(1_000, 200)).start();

        run.pass(20_000);
        run.loop().starve(100_000_000);
        RunResult result = run.finish();

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.totals().books().kind(Kind.TRACKED).late()).isZero();
    }

    @Test
    void aLagOfTheLoopIsNotMadeOutToBeMoreThanItWas() {
        LoadPlan plan =
                plan().get("slow").phase(phase("burst", "slow").burst(100)).build();
        VirtualRun run = new VirtualRun(plan, 1, 10, answering(400, 200)).start();

        run.pass(1_000);
        run.loop().starve(146_000_000);
        RunResult result = run.finish();

        Books.Entry entry = result.totals().books().kind(Kind.TRACKED);
        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(entry.lateness().maxMicros()).isBetween(100_000L, 147_000L);
        assertThat(entry.held().maxMicros()).isGreaterThan(3_000_000L);
    }

    private static Shape.Rate constant(double perSecond, Duration duration) {
        return new Shape.Rate(perSecond, List.of(new Shape.RateStage(duration, perSecond)), false, Duration.ZERO);
    }

    @Test
    void atItsTimeoutACaseFailsItsUnsentAreNotSentAndWhatIsInFlightIsFiledLate() {
        LoadPlan plan = plan().get("silent")
                .get("ok")
                .phase(phase("burst", "silent").burst(10).timeout(SECOND))
                .phase(phase("next", "ok"))
                .build();
        VirtualRun run = new VirtualRun(
                plan, 2, 3, request -> request.target().equals("/silent") ? new Silence() : new Answer(0, 200, ""));

        RunResult result = run.start().finish();

        Books.Entry entry = result.cases().getFirst().totals().books().kind(Kind.TRACKED);
        assertThat(result.cases().getFirst().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.cases().getFirst().reason()).contains("timeout of 1s");
        assertThat(result.cases().getFirst().seconds()).isBetween(0.99, 1.01);
        assertThat(entry.notSent()).isEqualTo(Map.of("caseTimeout", 4L));
        assertThat(entry.timeouts()).isEqualTo(6);
        assertThat(result.cases().get(1).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(result.totals().books().close()).isTrue();
    }

    @Test
    void whatIsStillUnderWayAtTheEndOfTheDrainIsUnresolved() {
        LoadPlan plan = plan().get("silent")
                .drain(Duration.ofSeconds(5))
                .phase(phase("burst", "silent").burst(10).tracked(0))
                .build();

        VirtualRun run = new VirtualRun(plan, 2, 20, request -> new Silence());
        RunResult result = run.start().finish();

        assertThat(result.totals().books().kind(Kind.FIRE_AND_FORGET).unresolved())
                .isEqualTo(10);
        assertThat(result.totals().books().close()).isTrue();
        assertThat(run.inFlight()).isZero();
        assertThat(Duration.between(result.startTime(), result.completionTime()))
                .isBetween(Duration.ofSeconds(5), Duration.ofMillis(5_100));
    }

    @Test
    void whatIsStillHeldAtTheEndOfTheDrainWasNotSent() {
        LoadPlan plan = plan().get("silent")
                .drain(Duration.ofSeconds(5))
                .phase(phase("rate", "silent").shape(constant(10, SECOND)).trackedPercent(1e-9))
                .build();

        RunResult result =
                new VirtualRun(plan, 1, 4, request -> new Silence()).start().finish();

        Books.Entry entry = result.totals().books().kind(Kind.FIRE_AND_FORGET);
        assertThat(entry.unresolved()).isEqualTo(4);
        assertThat(entry.notSent()).isEqualTo(Map.of("held", 6L));
    }

    @Test
    void aPauseMovesWhatIsNotYetDueAndIsNoLateness() {
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
    void aStopEndsARunThatIsSuspended() {
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

    @Test
    void aStopFilesWhatWasNotSentAndSaysWhatEveryCaseCameTo() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("rate", "ok").shape(constant(10, Duration.ofSeconds(10))))
                .phase(phase("later", "ok"))
                .build();
        VirtualRun run = new VirtualRun(plan, 2, 10, answering(1, 200)).start();

        run.pass(4_999);
        run.coordinator().stop("Ctrl-C");
        RunResult result = run.finish();

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.message()).contains("Ctrl-C");
        assertThat(run.lines())
                .containsExactly(
                        "rate ERROR [50%] - stopped while running: Ctrl-C",
                        "later SKIPPED [100%] - the run ended before it: Ctrl-C");
        Books.Entry entry = result.totals().books().kind(Kind.TRACKED);
        assertThat(entry.succeeded()).isEqualTo(50);
        assertThat(entry.notSent()).isEqualTo(Map.of("stopped", 50L));
    }

    @Test
    void anAbortingThresholdEndsTheRunAsFailedFromAHundredOutcomesOn() {
        LoadPlan plan = plan().get("bad")
                .threshold("failures < 5%", true)
                .phase(phase("rate", "bad")
                        .shape(constant(50, Duration.ofSeconds(60)))
                        .maxFailures(new FailureLimit.Percent(100)))
                .build();

        RunResult result =
                new VirtualRun(plan, 2, 10, answering(1, 500)).start().finish();

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.cases().getFirst().outcome()).isEqualTo(Outcome.ERROR);
        assertThat(result.totals().books().kind(Kind.TRACKED).sent()).isBetween(100L, 160L);
    }

    @Test
    void aPhasesThresholdFailsTheCaseThatEndsIt() {
        LoadPlan plan = plan().get("slow")
                .get("ok")
                .phase(phase("health", "slow").burst(20).threshold("p99 < 50ms", false))
                .phase(phase("later", "ok").needs("health"))
                .build();

        VirtualRun run = new VirtualRun(plan, 2, 100, answering(100, 200));
        RunResult result = run.start().finish();

        assertThat(result.cases())
                .extracting(RunResult.CaseResult::outcome)
                .containsExactly(Outcome.FAILED, Outcome.SKIPPED);
        assertThat(result.thresholds()).hasSize(1).first().satisfies(threshold -> assertThat(threshold.result())
                .isEqualTo(RunResult.ThresholdResult.Result.FAILED));
    }

    @Test
    void onFailureStopEndsTheRun() {
        LoadPlan plan = plan().get("bad")
                .phase(phase("first", "bad").onFailure(Phase.OnFailure.STOP))
                .phase(phase("second", "bad"))
                .build();

        VirtualRun run = new VirtualRun(plan, 1, 1, answering(1, 500));

        assertThat(run.start().finish().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(run.lines().getLast()).startsWith("second SKIPPED [100%] - the run ended before it: phase first");
    }

    @Test
    void theActiveDeadlineAbortsTheRun() {
        LoadPlan plan = plan().get("ok")
                .activeDeadline(Duration.ofSeconds(3))
                .phase(phase("rate", "ok").shape(constant(10, Duration.ofSeconds(10))))
                .build();

        RunResult result = new VirtualRun(plan, 1, 1, answering(1, 200)).start().finish();

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.message()).contains("activeDeadlineSeconds");
    }

    @Test
    void onlySelectedCasesRunAndThoseTheyNeed() {
        LoadPlan plan = plan().get("ok")
                .selection(new Selection(SelectExpression.parse("last"), Set.of()))
                .phase(phase("first", "ok"))
                .phase(phase("unneeded", "ok"))
                .phase(phase("last", "ok").needs("first"))
                .build();

        VirtualRun run = new VirtualRun(plan, 1, 1, answering(1, 200));

        assertThat(run.start().finish().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(run.lines()).containsExactly("first PASSED [50%]", "last PASSED [100%]");
    }

    @Test
    void aLostWorkersOutcomesAreUnresolvedWhatItHadNotSentIsSaidAndTheRunIsInvalid() {
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
    void withoutAnyWorkerLeftTheRunIsAnError() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("rate", "ok").shape(constant(30, Duration.ofSeconds(10))))
                .build();
        VirtualRun run = new VirtualRun(plan, 1, 10, answering(1, 200)).start();

        run.pass(5_000);
        run.worker(0).die();

        assertThat(run.finish().verdict()).isEqualTo(Verdict.ERROR);
    }

    @Test
    void onWorkerLossAbortEndsTheRunAtOnce() {
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

    @Test
    void usersOfAClosedModelSendForTheirTimeWithThinkBetween() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("users", "ok")
                        .shape(new Shape.TimedUsers(
                                10,
                                List.of(new Shape.UserStage(Duration.ofSeconds(10), 10)),
                                true,
                                Duration.ofMillis(100),
                                Duration.ofSeconds(2))))
                .build();

        RunResult result =
                new VirtualRun(plan, 3, 100, answering(100, 200)).start().finish();

        Books.Entry tracked = result.totals().books().kind(Kind.TRACKED);
        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(tracked.succeeded()).isEqualTo(10 * 50);
        assertThat(result.totals().books().kind(Kind.UNSCORED).succeeded()).isEqualTo(10 * 10);
        assertThat(tracked.response()).isEqualTo(tracked.service());
        assertThat(result.notes()).anySatisfy(note -> assertThat(note).contains("closed model"));
    }

    @Test
    void aNumberOfTimedUsersRequestsIsTracked() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("users", "ok")
                        .tracked(40)
                        .shape(new Shape.TimedUsers(
                                10,
                                List.of(new Shape.UserStage(Duration.ofSeconds(10), 10)),
                                true,
                                Duration.ZERO,
                                Duration.ZERO)))
                .build();

        RunResult result =
                new VirtualRun(plan, 4, 100, answering(100, 200)).start().finish();

        assertThat(result.totals().books().kind(Kind.TRACKED).succeeded()).isBetween(38L, 40L);
        assertThat(result.totals().books().kind(Kind.FIRE_AND_FORGET).succeeded())
                .isBetween(960L, 962L);
    }

    @Test
    void warmUpIsInTheBooksAndInNoScore() {
        LoadPlan plan = plan().get("ok")
                .threshold("count <= 100", false)
                .phase(phase("rate", "ok")
                        .shape(new Shape.Rate(
                                10,
                                List.of(new Shape.RateStage(Duration.ofSeconds(10), 10)),
                                false,
                                Duration.ofSeconds(5))))
                .build();

        RunResult result =
                new VirtualRun(plan, 2, 100, answering(1, 200)).start().finish();

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.totals().books().kind(Kind.UNSCORED).succeeded()).isEqualTo(50);
        assertThat(result.totals().books().kind(Kind.TRACKED).succeeded()).isEqualTo(100);
        assertThat(result.cases().getFirst().seconds()).isBetween(15.0, 15.1);
    }

    @Test
    void maxFailuresAllowsThatManyTrackedFailures() {
        LoadPlan plan = plan().get("flaky")
                .phase(phase("burst", "flaky").burst(100).maxFailures(new FailureLimit.Percent(5)))
                .build();
        for (int failing : new int[] {5, 6}) {
            int[] asked = {0};
            VirtualRun run =
                    new VirtualRun(plan, 2, 100, request -> new Answer(1, asked[0]++ < failing ? 500 : 200, ""));
            assertThat(run.start().finish().verdict()).isEqualTo(failing == 5 ? Verdict.PASSED : Verdict.FAILED);
        }
    }

    @Test
    void casesOfAPhaseRunAsManyAtOnceAsItSays() {
        LoadPlan plan = plan().get("slow")
                .phase(phase("parallel", "slow").iterations(6).parallelCases(3))
                .build();

        VirtualRun run = new VirtualRun(plan, 2, 10, answering(1_000, 200)).start();
        run.pass(500);
        assertThat(run.inFlight()).isEqualTo(3);
        RunResult result = run.finish();

        assertThat(Duration.between(result.startTime(), result.completionTime()))
                .isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_100));
    }
}
