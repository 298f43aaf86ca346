package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A lost worker's index waits for a replacement, which takes part from the next case on. */
class ReplacementTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static VirtualRun run(LoadPlan plan, int workers) {
        return new VirtualRun(plan, workers, 100, answering(100, 200), MINUTE).start();
    }

    private static LoadPlan rateThenBursts() {
        return plan().get("ok")
                .phase(phase("rate", "ok")
                        .shape(new Shape.Rate(
                                10, List.of(new Shape.RateStage(Duration.ofSeconds(10), 10)), false, Duration.ZERO)))
                .phase(phase("bursts", "ok").iterations(3).burst(30))
                .build();
    }

    @Test
    void nextCaseIncludesReplacement() {
        VirtualRun run = run(rateThenBursts(), 3);
        run.pass(5_000);
        run.worker(1).die();
        run.pass(30_000);
        assertThat(run.lines()).hasSize(1).first().asString().startsWith("rate ");

        run.replace(1);
        RunResult result = run.finish();

        assertThat(run.transports().getLast().sent()).hasSize(3 * 10);
        assertThat(result.cases().get(1).gapMicros()).isBetween(24_000_000L, 26_000_000L);
        assertThat(result.workers()).isEqualTo(3);
        assertThat(result.workersLost()).isEqualTo(1);
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.totals().books().close()).isTrue();
    }

    @Test
    void takesNoPartInOpenCase() {
        VirtualRun run = run(rateThenBursts(), 3);
        run.pass(5_000);
        run.worker(1).die();
        run.pass(600);
        run.replace(1);
        run.pass(3_900);

        assertThat(run.transports().getLast().sent()).isEmpty();
        RunResult result = run.finish();
        assertThat(result.cases().getFirst().totals().books().kind(Kind.TRACKED).notSent())
                .containsOnlyKeys("workerLost");
    }

    @Test
    void remainingWorkersContinueAfterMinute() {
        VirtualRun run = run(rateThenBursts(), 3);
        run.pass(5_000);
        run.worker(1).die();

        RunResult result = run.finish();

        assertThat(result.cases().get(1).gapMicros()).isBetween(54_000_000L, 57_000_000L);
        assertThat(result.cases().get(2).gapMicros()).isLessThan(10_000);
        assertThat(run.transports().getFirst().sent()).hasSizeGreaterThan(3 * 15);
    }

    @Test
    void missingReplacementOfIdleWorkerIsNoted() {
        LoadPlan plan =
                plan().get("ok").phase(phase("single", "ok").iterations(3)).build();
        VirtualRun run = new VirtualRun(plan, 2, 100, answering(5_000, 200), MINUTE).start();
        run.pass(1_000);
        int idle = run.transports().getFirst().sent().isEmpty() ? 0 : 1;
        run.worker(idle).die();
        run.coordinator().hindered("Unschedulable: 0/1 nodes are available");

        RunResult result = run.finish();

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.message())
                .isEqualTo("worker " + idle + " was lost (it died), and none came in its place within 60 s"
                        + " (Unschedulable: 0/1 nodes are available): what followed ran on 1 of 2 workers");
    }

    @Test
    void lateReplacementTakesPart() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("long", "ok")
                        .shape(new Shape.Rate(
                                10, List.of(new Shape.RateStage(Duration.ofMinutes(3), 10)), false, Duration.ZERO)))
                .phase(phase("burst", "ok").burst(30))
                .build();
        VirtualRun run = run(plan, 2);
        run.pass(5_000);
        run.worker(0).die();
        run.pass(120_000);
        run.replace(0);

        run.finish();

        assertThat(run.transports().getLast().sent()).hasSize(15);
    }

    @Test
    void lossOfOnlyWorkerWithoutReplacementIsError() {
        VirtualRun replaced = run(rateThenBursts(), 1);
        replaced.pass(5_000);
        replaced.worker(0).die();
        replaced.pass(20_000);
        replaced.replace(0);
        assertThat(replaced.finish().cases())
                .extracting(RunResult.CaseResult::outcome)
                .containsExactly(Outcome.FAILED, Outcome.PASSED, Outcome.PASSED, Outcome.PASSED);

        VirtualRun alone = run(rateThenBursts(), 1);
        alone.pass(5_000);
        alone.worker(0).die();
        RunResult result = alone.finish();
        assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(Duration.between(result.startTime(), result.completionTime()).toSeconds())
                .isBetween(64L, 67L);
    }

    @Test
    void lossBeforeStart() {
        VirtualRun run = new VirtualRun(rateThenBursts(), 2, 100, answering(100, 200), MINUTE);
        run.worker(1).die();
        run.start();
        run.pass(20_000);
        assertThat(run.sent()).isEmpty();

        run.replace(1);
        RunResult result = run.finish();

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.workersLost()).isEqualTo(1);
        assertThat(result.cases().getFirst().startSkewMicros()).isZero();
        assertThat(run.transports().getLast().sent()).hasSize(50 + 3 * 15);
    }

    @Test
    void joinsWhilePredecessorAnswers() {
        VirtualRun run = run(rateThenBursts(), 2);
        run.pass(5_000);
        run.replace(0);

        RunResult result = run.finish();

        assertThat(result.workersLost()).isEqualTo(1);
        assertThat(result.message()).contains("another worker has come in its place");
        assertThat(result.totals().books().close()).isTrue();
    }

    @Test
    void suspendedWhileStarting() {
        VirtualRun run = run(rateThenBursts(), 2);
        run.coordinator().suspend("suspend");
        run.pass(20_000);
        assertThat(run.sent()).isEmpty();

        run.coordinator().resume();
        RunResult result = run.finish();

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.pauses()).hasSize(1);
    }
}
