package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Selection;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.plan.syntax.SelectExpression;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.share.CaseDraw;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which cases run, when, and what lets the next ones begin. */
class CaseOrderTest {
    private static final Map<String, ValueSource> WITH_ID = Map.of("id", new ValueSource.Range(0, 1_000_000_000_000L));

    @Test
    void fireAndForgetHoldsNoIteration() {
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

    @Test
    void failedPhaseSkipsDependentsOfVariant() {
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

    @Test
    void gateAnyNeedsOnePassedCase() {
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
    void selectedCasesAndTheirNeeds() {
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
    void parallelBoundsConcurrentCases() {
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

    @Test
    void maxFailuresIsInclusive() {
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
}
