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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users send as fast as the target answers, but never faster than the operator allows. */
class UserLimitTest {
    private static final int MOST = 50;
    private static final int SECONDS = 10;

    private static LoadPlan users(Shape shape, double most) {
        return plan().get("ok").phase(phase("users", "ok").shape(shape)).build().withMaxRequestsPerSecond(most);
    }

    private static Shape timed(int users) {
        return new Shape.TimedUsers(
                users,
                List.of(new Shape.UserStage(Duration.ofSeconds(SECONDS), users)),
                true,
                Duration.ZERO,
                Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20})
    void timedUsersOfAllWorkers(int workers) {
        RunResult result = new VirtualRun(users(timed(10), MOST), workers, 100, answering(10, 200))
                .start()
                .finish();

        Books.Entry tracked = result.totals().books().kind(Kind.TRACKED);
        assertThat(tracked.sent()).isBetween((long) MOST * SECONDS - 2 * 10, (long) MOST * SECONDS + 10);
        assertThat(result.timeline()).allMatch(second -> second.sent() <= MOST + 10);
        assertThat(tracked.response().max())
                .as("waiting for the limit is no latency")
                .isLessThan(12_000);
        assertThat(tracked.late()).isZero();
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.notes()).anyMatch(note -> note.startsWith("Requests were held to 50 a second"));
    }

    @Test
    void countedUsersSendAll() {
        RunResult result = new VirtualRun(
                        users(new Shape.CountedUsers(10, 200, Duration.ZERO, Duration.ZERO), MOST),
                        2,
                        100,
                        answering(10, 200))
                .start()
                .finish();

        assertThat(result.totals().books().kind(Kind.TRACKED).succeeded()).isEqualTo(200);
        assertThat(result.cases().getFirst().seconds()).isBetween(3.8, 4.1);
    }

    @Test
    void noBurstAfterPause() {
        VirtualRun run = new VirtualRun(users(timed(10), MOST), 1, 100, answering(10, 200)).start();
        run.pass(2_000);
        run.coordinator().suspend("suspend");
        run.pass(30_000);
        int before = run.sent().size();
        run.coordinator().resume();
        run.pass(1_000);

        assertThat(run.sent().size() - before).isBetween(MOST - 5, MOST + 5);
    }

    @Test
    void noBurstAfterStall() {
        LoadPlan plan = users(timed(10), MOST);
        long[] stalls = {0};
        VirtualRun run = new VirtualRun(
                        plan, 1, 100, request -> answering(++stalls[0] > 100 && stalls[0] <= 110 ? 3_000 : 10, 200)
                                .apply(request))
                .start();
        RunResult result = run.finish();

        assertThat(result.timeline()).allMatch(second -> second.sent() <= MOST + 5);
        assertThat(result.totals().books().kind(Kind.TRACKED).sent()).isLessThan(MOST * (SECONDS - 2));
    }

    @Test
    void noEffectBelowLimit() {
        RunResult free = new VirtualRun(users(timed(1), 0), 3, 100, answering(100, 200))
                .start()
                .finish();
        RunResult below = new VirtualRun(users(timed(1), 1_000), 3, 100, answering(100, 200))
                .start()
                .finish();

        assertThat(below.totals()).isEqualTo(free.totals());
        assertThat(below.notes()).noneMatch(note -> note.contains("held to"));
    }
}
