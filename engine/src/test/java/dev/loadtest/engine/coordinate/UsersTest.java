package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The closed model and its warm-up. */
class UsersTest {
    @Test
    void timedUsersWithThinkTime() {
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
    void trackedCountOfTimedUsers() {
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
    void workerWithoutUsers() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("users", "ok").shape(new Shape.CountedUsers(1, 10, Duration.ZERO, Duration.ofSeconds(2))))
                .build();

        RunResult result =
                new VirtualRun(plan, 2, 100, answering(100, 200)).start().finish();

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.totals().books().kind(Kind.TRACKED).succeeded()).isEqualTo(10);
        assertThat(result.cases().getFirst().seconds()).isBetween(2.9, 3.2);
    }

    @Test
    void warmUpIsUnscored() {
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

    /** The users of the warm-up go on: a request that is under way when it ends is its user's, who has one at a time. */
    @ParameterizedTest
    @CsvSource({"700, 0, 100, 1", "700, 0, 100, 2", "130, 300, 100, 2", "700, 0, 2, 1", "2500, 0, 100, 3"})
    void concurrencyIsBounded(long answerMillis, long thinkMillis, int connections, int workers) {
        Duration think = Duration.ofMillis(thinkMillis);
        Duration warmup = Duration.ofSeconds(2);
        for (Shape shape : List.of(
                new Shape.TimedUsers(3, List.of(new Shape.UserStage(Duration.ofSeconds(6), 3)), true, think, warmup),
                new Shape.TimedUsers(1, List.of(new Shape.UserStage(Duration.ofSeconds(6), 3)), false, think, warmup),
                new Shape.CountedUsers(3, 20, think, warmup))) {
            LoadPlan plan =
                    plan().get("ok").phase(phase("users", "ok").shape(shape)).build();
            AtomicReference<VirtualRun> run = new AtomicReference<>();
            int[] most = {0};
            run.set(new VirtualRun(plan, workers, connections, request -> {
                most[0] = Math.max(most[0], run.get().inFlight());
                return new Answer(answerMillis * 1_000_000, 200, "ok");
            }));

            RunResult result = run.get().start().finish();

            assertThat(most[0]).as("%s", shape).isLessThanOrEqualTo(3);
            assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
            assertThat(result.totals().books().kind(Kind.TRACKED).succeeded()).isPositive();
            assertThat(result.totals().books().kind(Kind.UNSCORED).succeeded()).isPositive();
        }
    }

    /** Who is held when the warm-up ends has been due since then, and no longer. */
    @Test
    void heldWarmUpMovesPlannedInstant() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("users", "ok").shape(new Shape.CountedUsers(2, 2, Duration.ZERO, Duration.ofSeconds(2))))
                .build();

        RunResult result =
                new VirtualRun(plan, 1, 1, answering(1_500, 200)).start().finish();

        Books.Entry tracked = result.totals().books().kind(Kind.TRACKED);
        assertThat(result.totals().books().kind(Kind.UNSCORED).succeeded()).isEqualTo(2);
        // Sent at 3 s and 4.5 s; due at 2 s, and at 3 s, when that user's warm-up request has ended.
        assertThat(tracked.response().max()).isBetween(2_990_000L, 3_010_000L);
        assertThat(tracked.service().max()).isBetween(1_490_000L, 1_510_000L);
    }
}
