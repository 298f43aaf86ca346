package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.ThresholdResult.Result;
import dev.loadtest.engine.result.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Thresholds of a phase on fire-and-forget requests only, which may end after the phase. */
class UntrackedThresholdTest {
    private static final long ANSWER_MILLIS = 2_000;

    private static RunResult run(PlanFixture.PhaseFixture first, int status) {
        return new VirtualRun(
                        plan().get("slow")
                                .phase(first.maxFailures(new FailureLimit.Percent(100)))
                                .phase(phase("second", "slow")
                                        .needs("first")
                                        .maxFailures(new FailureLimit.Percent(100)))
                                .build(),
                        2,
                        50,
                        answering(ANSWER_MILLIS, status))
                .start()
                .finish();
    }

    private static List<Result> thresholds(RunResult result) {
        return result.thresholds().stream()
                .map(RunResult.ThresholdResult::result)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        // By its label, though two tracked requests hold the case open.
        "2, p99{kind=fireAndForget} < 5s",
        // By what the phase tracks.
        "0, p99 < 5s",
        "0, count{request=slow} == 20",
    })
    void passesAfterDrain(int tracked, String expr) {
        RunResult result = run(phase("first", "slow").burst(20).tracked(tracked).threshold(expr, false), 200);

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(thresholds(result)).containsExactly(Result.PASSED);
    }

    @Test
    void failsAfterDrainWithoutChangingCases() {
        RunResult result = run(phase("first", "slow").burst(20).tracked(0).threshold("failures < 1%", false), 500);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(thresholds(result)).containsExactly(Result.FAILED);
        assertThat(result.cases())
                .extracting(RunResult.CaseResult::outcome)
                .containsExactly(Outcome.PASSED, Outcome.PASSED);
    }

    @Test
    void bothKindsAreDecidedAtEndOfPhase() {
        RunResult result = run(phase("first", "slow").burst(20).tracked(2).threshold("p99 < 1s", false), 200);

        assertThat(result.cases())
                .extracting(RunResult.CaseResult::outcome)
                .containsExactly(Outcome.FAILED, Outcome.SKIPPED);
    }
}
