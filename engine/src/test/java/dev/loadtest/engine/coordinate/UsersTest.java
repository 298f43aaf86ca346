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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The closed model, and what is sent before the schedule. */
class UsersTest {
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
    void aWorkerWithoutUsersEndsBehindTheWarmUp() {
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
}
