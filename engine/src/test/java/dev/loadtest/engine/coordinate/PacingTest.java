package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Think;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When users do the next thing, and Poisson arrivals, in whole runs. */
class PacingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static LoadPlan users(Shape.Pacing pacing, Duration warmup) {
        return plan().get("ok")
                .phase(phase("users", "ok")
                        .shape(new Shape.TimedUsers(
                                5, List.of(new Shape.UserStage(Duration.ofSeconds(20), 5)), true, pacing, warmup)))
                .build();
    }

    private static RunResult run(LoadPlan plan, int workers, long answerMillis) {
        RunResult result = new VirtualRun(plan, workers, 100, answering(answerMillis, 200))
                .start()
                .finish();
        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        return result;
    }

    @Test
    void oneRequestPerInterval() {
        RunResult result = run(users(new Shape.Every(SECOND), Duration.ofSeconds(3)), 2, 700);
        Books.Entry tracked = result.totals().books().kind(Kind.TRACKED);
        assertThat(tracked.succeeded()).isEqualTo(5 * 20);
        assertThat(tracked.response()).isEqualTo(tracked.service());
        assertThat(result.totals().books().kind(Kind.UNSCORED).succeeded()).isEqualTo(5 * 3);
        assertThat(result.notes()).noneMatch(note -> note.contains("closed model"));
    }

    /** Each request takes 1.5 s of an interval of 1 s: the j-th is sent at 1.5 j, and answered 1.5 + 0.5 j after its plan. */
    @Test
    void slowTargetCannotHideQueue() {
        RunResult result = run(users(new Shape.Every(SECOND), Duration.ZERO), 1, 1_500);
        Books.Entry tracked = result.totals().books().kind(Kind.TRACKED);
        assertThat(tracked.sent()).isEqualTo(5 * 14);
        assertThat(tracked.service().max()).isBetween(1_500_000L, 1_510_000L);
        assertThat(tracked.response().max()).isBetween(7_900_000L, 8_110_000L);
        assertThat(tracked.response().p50()).isBetween(4_400_000L, 5_100_000L);
        // The target's doing, and not the generator's.
        assertThat(tracked.held().maxMicros()).isBetween(6_400_000L, 6_510_000L);
        assertThat(tracked.lateness().maxMicros()).isLessThan(1_000);
    }

    @Test
    void catchesUpAfterStall() {
        int[] sent = {0};
        LoadPlan plan = plan().get("ok")
                .phase(phase("users", "ok")
                        .shape(new Shape.CountedUsers(1, 10, new Shape.Every(SECOND), Duration.ZERO)))
                .build();
        RunResult result = new VirtualRun(
                        plan, 1, 100, request -> new Answer(sent[0]++ == 2 ? 4_500_000_000L : 1_000_000, 200, "ok"))
                .start()
                .finish();
        // The third, planned at 2 s, ends at 6.5 s; those of 3 to 6 s follow at once, the last is planned at 9 s.
        assertThat(result.cases().getFirst().seconds()).isBetween(9.0, 9.1);
        assertThat(result.totals().books().kind(Kind.TRACKED).response().p90()).isBetween(3_480_000L, 3_520_000L);
    }

    /** How long each user thinks follows from the seed, so that workers change nothing in how often it is its turn. */
    @ParameterizedTest
    @ValueSource(strings = {"500ms..1500ms", "exp(1s)"})
    void drawnPausesForAnyNumberOfWorkers(String think) {
        LoadPlan plan = users(new Shape.After(Think.parse(think)), Duration.ofSeconds(2));
        long alone = run(plan, 1, 0).totals().books().kind(Kind.TRACKED).sent();
        assertThat(alone).isBetween(70L, 140L).isNotEqualTo(100);
        for (int workers : List.of(2, 5)) {
            assertThat(run(plan, workers, 0).totals().books().kind(Kind.TRACKED).sent())
                    .isEqualTo(alone);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void poissonCountForAnyNumberOfWorkers(int workers) {
        LoadPlan plan = plan().get("ok")
                .phase(phase("rate", "ok")
                        .shape(new Shape.Rate(
                                0,
                                List.of(new Shape.RateStage(Duration.ofSeconds(20), 100)),
                                false,
                                Duration.ofSeconds(2),
                                Shape.Arrivals.POISSON)))
                .build();
        RunResult result = run(plan, workers, 10);
        assertThat(result.totals().books().kind(Kind.TRACKED).succeeded()).isEqualTo(1000);
        assertThat(result.totals().books().kind(Kind.UNSCORED).succeeded()).isEqualTo(100);
    }
}
