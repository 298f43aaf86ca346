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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No shape sends more than the operator allows: what a second allows at once, and that much each second. */
class SendLimitTest {
    private static final int MOST = 100;

    private static Shape rate(double perSecond, Duration length, Duration warmup) {
        return new Shape.Rate(perSecond, List.of(new Shape.RateStage(length, perSecond)), true, warmup);
    }

    static Stream<Arguments> attempts() {
        Duration length = Duration.ofSeconds(5);
        return Stream.of(
                        phase("p", "ok").iterations(30).burst(100).tracked(0),
                        phase("p", "ok").iterations(30).burst(100).tracked(3),
                        phase("p", "ok").iterations(8).parallelCases(8).burst(90),
                        phase("p", "ok").iterations(1_000),
                        phase("p", "ok").shape(rate(1_000, length, Duration.ZERO)),
                        phase("p", "ok").burst(600),
                        phase("p", "ok").shape(rate(1_000, Duration.ofSeconds(1), length)),
                        phase("p", "ok")
                                .shape(new Shape.TimedUsers(
                                        500,
                                        List.of(new Shape.UserStage(length, 500)),
                                        true,
                                        Duration.ZERO,
                                        Duration.ZERO)),
                        phase("p", "ok")
                                .shape(new Shape.CountedUsers(500, 1_500, Duration.ZERO, Duration.ofSeconds(3))),
                        phase("p", "bad").shape(new Shape.Until(length, Duration.ofMillis(1))))
                .flatMap(shape -> Stream.of(1, 3, 20).map(workers -> Arguments.of(shape, workers)));
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void holdsForEveryShape(PlanFixture.PhaseFixture shape, int workers) {
        LoadPlan plan = plan().get("ok")
                .get("bad")
                .phase(shape)
                .parallelism(workers)
                .build()
                .withMaxRequestsPerSecond(MOST);
        RunResult result = new VirtualRun(plan, workers, 1_000, request -> answering(
                                1, request.target().contains("bad") ? 500 : 200)
                        .apply(request))
                .start()
                .finish();

        long sent = 0;
        for (int second = 0; second < result.timeline().size(); second++) {
            sent += result.timeline().get(second).sent();
            assertThat(sent).as("within %d s", second + 1).isLessThanOrEqualTo(MOST * (second + 2) + workers);
        }
        Books.Entry tracked = result.totals().books().kind(Kind.TRACKED);
        assertThat(tracked.late())
                .as("the limit's doing is not the generator's")
                .isZero();
    }

    @Test
    void delayedRequestsAreNotedNotLate() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("p", "ok").iterations(10).burst(100))
                .parallelism(2)
                .build()
                .withMaxRequestsPerSecond(MOST);
        RunResult result =
                new VirtualRun(plan, 2, 1_000, answering(10, 200)).start().finish();

        Books.Entry tracked = result.totals().books().kind(Kind.TRACKED);
        assertThat(tracked.succeeded()).isEqualTo(1_000);
        assertThat(tracked.response().max()).isLessThan(20_000);
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.notes())
                .anyMatch(note ->
                        note.startsWith("Requests were held to 100 a second, the most that the operator allows"));
    }

    @Test
    void burstWithinLimitIsImmediate() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("p", "ok").burst(100))
                .parallelism(3)
                .build();
        RunResult free =
                new VirtualRun(plan, 3, 1_000, answering(10, 200)).start().finish();
        RunResult held = new VirtualRun(plan.withMaxRequestsPerSecond(MOST), 3, 1_000, answering(10, 200))
                .start()
                .finish();

        assertThat(held.totals()).isEqualTo(free.totals());
        assertThat(held.notes()).noneMatch(note -> note.contains("held to"));
    }

    @Test
    void rateAtLimitIsUnchanged() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("p", "ok").shape(rate(MOST, Duration.ofSeconds(10), Duration.ZERO)))
                .parallelism(3)
                .build();
        RunResult held = new VirtualRun(plan.withMaxRequestsPerSecond(MOST), 3, 1_000, answering(10, 200))
                .start()
                .finish();

        assertThat(held.totals().books().kind(Kind.TRACKED).succeeded()).isEqualTo(1_000);
        assertThat(held.notes()).noneMatch(note -> note.contains("held to"));
    }
}
