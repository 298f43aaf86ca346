package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.constant;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Silence;
import dev.loadtest.engine.share.CaseDraw;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends of cases and runs, and how open requests are filed then. */
class EndOfRunTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void caseTimeout() {
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
    void inFlightAtDrainEndIsUnresolved() {
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
    void heldAtDrainEndIsNotSent() {
        LoadPlan plan = plan().get("silent")
                .drain(Duration.ofSeconds(5))
                .phase(phase("rate", "silent").shape(constant(10, SECOND)).tracked(1))
                .build();
        CaseDraw draw = CaseDraw.of(plan, Cases.of(plan).selected().getFirst(), Map.of());
        int tracked =
                (int) LongStream.range(0, 10).filter(draw::tracked).findFirst().orElseThrow();
        int[] sent = {0};

        RunResult result = new VirtualRun(
                        plan, 1, 4, request -> sent[0]++ <= tracked ? new Answer(0, 200, "") : new Silence())
                .start()
                .finish();

        Books.Entry entry = result.totals().books().kind(Kind.FIRE_AND_FORGET);
        assertThat(tracked).isLessThan(5);
        assertThat(entry.unresolved()).isEqualTo(4);
        assertThat(entry.notSent()).isEqualTo(Map.of("held", 5L - tracked));
    }

    @Test
    void caseWithoutTrackedRequestByChance() {
        LoadPlan plan = plan().get("slow")
                .phase(phase("first", "slow").burst(10).tracked(0))
                .phase(phase("second", "slow").burst(20).trackedPercent(0.001))
                .build();

        RunResult result =
                new VirtualRun(plan, 2, 5, answering(1_000, 200)).start().finish();

        RunResult.CaseResult second = result.cases().get(1);
        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(second.totals().books().kind(Kind.TRACKED).planned()).isZero();
        assertThat(second.seconds()).isBetween(1.99, 2.01);
    }

    @Test
    void fireAndForgetCaseEndsWithLastSend() {
        LoadPlan plan = plan().get("slow")
                .phase(phase("burst", "slow").burst(100).tracked(0))
                .build();

        RunResult result =
                new VirtualRun(plan, 1, 10, answering(1_000, 200)).start().finish();

        assertThat(result.cases().getFirst().seconds()).isBetween(8.99, 9.01);
    }

    @Test
    void stopFilesUnsentAndDecidesEveryCase() {
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
    void abortingThresholdNeedsHundredOutcomes() {
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
        assertThat(result.message()).startsWith("failures < 5%: was 100 %; ").containsOnlyOnce("failures < 5%");
    }

    /** Slower responses arrive after the abort: message and table keep the value that caused it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void abortingThresholdKeepsItsValue(boolean ofPhase) {
        PlanFixture fixture = plan().get("slow");
        if (!ofPhase) {
            fixture.threshold("max < 1s", true);
        }
        PlanFixture.PhaseFixture rate = phase("rate", "slow").shape(constant(50, Duration.ofSeconds(60)));
        LoadPlan plan =
                fixture.phase(ofPhase ? rate.threshold("max < 1s", true) : rate).build();
        int[] asked = {0};

        RunResult result = new VirtualRun(
                        plan, 2, 500, request -> new Answer(1_100_000_000L + 10_000_000L * asked[0]++, 200, "ok"))
                .start()
                .finish();

        RunResult.ThresholdResult threshold = result.thresholds().getFirst();
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.message()).startsWith(threshold.sentence() + "; ").containsOnlyOnce("max < 1s");
        assertThat(result.cases().getFirst().reason()).isEqualTo("stopped while running: " + threshold.sentence());
        assertThat(result.totals().books().kind(Kind.TRACKED).response().max())
                .isGreaterThan(Math.round(Objects.requireNonNull(threshold.value())));
    }

    /** Between two cases, and while a case has no response yet, there is data all the same. */
    @Test
    void shownLatencyIsOfWholeRun() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("users", "ok").burst(5).iterations(4))
                .build();
        VirtualRun run = new VirtualRun(plan, 2, 10, answering(700, 200)).start();
        RunResult result = run.finish();

        List<Long> shown = run.lives().stream().map(Live::p99Micros).toList();
        assertThat(shown.subList(
                        shown.indexOf(shown.stream()
                                .filter(p99 -> p99 > 0)
                                .findFirst()
                                .orElseThrow()),
                        shown.size()))
                .hasSizeGreaterThan(5)
                .allSatisfy(p99 -> assertThat(p99).isBetween(690_000L, 710_000L));
        assertThat(shown.getLast())
                .isEqualTo(result.totals().books().kind(Kind.TRACKED).response().p99());
    }

    @Test
    void phaseThresholdFailsLastCase() {
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
        assertThat(result.message()).startsWith("health: p99 < 50ms: was ");
        assertThat(result.thresholds()).hasSize(1).first().satisfies(threshold -> assertThat(threshold.result())
                .isEqualTo(RunResult.ThresholdResult.Result.FAILED));
    }

    @Test
    void onFailureStopEndsRun() {
        LoadPlan plan = plan().get("bad")
                .phase(phase("first", "bad").onFailure(Phase.OnFailure.STOP))
                .phase(phase("second", "bad"))
                .build();

        VirtualRun run = new VirtualRun(plan, 1, 1, answering(1, 500));

        assertThat(run.start().finish().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(run.lines().getLast()).startsWith("second SKIPPED [100%] - the run ended before it: phase first");
    }

    @Test
    void onFailureStopIgnoresSkippedPhase() {
        LoadPlan plan = plan().get("bad")
                .get("ok")
                .phase(phase("needed", "bad"))
                .phase(phase("first", "ok").needs("needed").onFailure(Phase.OnFailure.STOP))
                .phase(phase("second", "ok"))
                .build();

        RunResult result = new VirtualRun(
                        plan, 1, 1, request -> new Answer(1, request.target().equals("/bad") ? 500 : 200, ""))
                .start()
                .finish();

        assertThat(result.cases())
                .extracting(RunResult.CaseResult::outcome)
                .containsExactly(Outcome.FAILED, Outcome.SKIPPED, Outcome.PASSED);
    }

    @Test
    void onFailureStopIgnoresGateAny() {
        LoadPlan plan = plan().get("once")
                .phase(phase("first", "once").iterations(2).gate(Phase.Gate.ANY).onFailure(Phase.OnFailure.STOP))
                .phase(phase("second", "once").needs("first"))
                .build();
        int[] sent = {0};

        RunResult result = new VirtualRun(plan, 1, 1, request -> new Answer(1, sent[0]++ == 0 ? 500 : 200, ""))
                .start()
                .finish();

        assertThat(result.cases())
                .extracting(RunResult.CaseResult::outcome)
                .containsExactly(Outcome.FAILED, Outcome.PASSED, Outcome.SKIPPED);
    }

    @Test
    void activeDeadlineAbortsRun() {
        LoadPlan plan = plan().get("ok")
                .activeDeadline(Duration.ofSeconds(3))
                .phase(phase("rate", "ok").shape(constant(10, Duration.ofSeconds(10))))
                .build();

        RunResult result = new VirtualRun(plan, 1, 1, answering(1, 200)).start().finish();

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.message()).contains("activeDeadlineSeconds");
    }
}
