package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.constant;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Silence;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A frozen process makes the target look slow: the generator is at fault, in every shape. */
class FrozenWorkerTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private static Shape users(int users, Duration think, Duration warmup) {
        return new Shape.TimedUsers(users, List.of(new Shape.UserStage(TEN_SECONDS, users)), true, think, warmup);
    }

    static Stream<Arguments> shapes() {
        Duration second = Duration.ofSeconds(1);
        return Stream.of(
                Arguments.of("burst", new Shape.Burst(3)),
                Arguments.of("one tracked request", new Shape.Burst(1)),
                Arguments.of("rate", constant(20, TEN_SECONDS)),
                Arguments.of("slow rate", constant(1, TEN_SECONDS)),
                Arguments.of("timed users", users(2, Duration.ZERO, Duration.ZERO)),
                Arguments.of("users that think", users(2, Duration.ofSeconds(3), Duration.ZERO)),
                Arguments.of("counted users", new Shape.CountedUsers(2, 40, Duration.ZERO, Duration.ZERO)),
                Arguments.of("until", new Shape.Until(Duration.ofMinutes(1), second)),
                Arguments.of(
                        "warm-up of a rate",
                        new Shape.Rate(20, List.of(new Shape.RateStage(second, 20)), false, Duration.ofSeconds(20))),
                Arguments.of("warm-up of users", users(2, Duration.ZERO, Duration.ofSeconds(20))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void longStandstillMakesEveryShapeInvalid(String name, Shape shape) {
        for (long seconds : new long[] {1, 3, 30}) {
            LoadPlan plan = plan().get("slow")
                    .phase(phase("p", "slow")
                            .shape(shape)
                            .threshold("max < 1500ms", false)
                            .maxFailures(new FailureLimit.Percent(100)))
                    .build();
            VirtualRun run = new VirtualRun(plan, 1, 100, answering(1_200, 200)).start();

            run.pass(1_000);
            run.loop().starve(seconds * 1_000_000_000);
            RunResult result = run.finish();

            assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.INVALID);
            assertThat(result.message())
                    .containsPattern(
                            "p: worker 0 of the load generator stood still for " + seconds
                                    + "\\.0 s, 1\\.0 s after the start, while \\d+ of its requests (was|were) due or under way");
            assertThat(result.phases().getFirst().invalid()).contains("stood still");
            assertThat(result.workersLost()).isZero();
            assertThat(result.totals().books().close()).isTrue();
        }
    }

    @Test
    void standstillDuringDrain() {
        LoadPlan plan =
                plan().get("slow").phase(phase("p", "slow").burst(3).tracked(0)).build();
        VirtualRun run = new VirtualRun(plan, 1, 100, answering(5_000, 200)).start();

        run.pass(1_000);
        run.loop().starve(60_000_000_000L);
        RunResult result = run.finish();

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.INVALID);
        assertThat(result.message()).contains("stood still for 60.0 s").contains("3 of its requests were");
        assertThat(result.workersLost()).isZero();
        assertThat(result.totals().books().kind(Kind.FIRE_AND_FORGET).succeeded())
                .isEqualTo(3);
    }

    @Test
    void responseDuringStandstillIsRead() {
        LoadPlan plan = plan().get("slow").phase(phase("p", "slow").burst(3)).build();
        VirtualRun run = new VirtualRun(plan, 1, 100, answering(35_000, 200)).start();

        run.pass(10_000);
        run.loop().starve(40_000_000_000L);
        Books.Entry books = run.finish().totals().books().kind(Kind.TRACKED);

        assertThat(books.succeeded()).as("%s", books).isEqualTo(3);
        assertThat(books.late()).isEqualTo(3);
    }

    @Test
    void silentTargetTimesOutAfterStandstill() {
        LoadPlan plan = plan().get("silent")
                .phase(phase("p", "silent").burst(3).maxFailures(new FailureLimit.Percent(100)))
                .build();
        VirtualRun run = new VirtualRun(plan, 1, 100, request -> new Silence()).start();

        run.pass(10_000);
        run.loop().starve(40_000_000_000L);
        Books.Entry books = run.finish().totals().books().kind(Kind.TRACKED);

        assertThat(books.timeouts()).isEqualTo(3);
        assertThat(books.service().max()).isBetween(69_900_000L, 70_100_000L);
    }

    @Test
    void usersMissedByStandstillAreInvalid() {
        for (long milliseconds : new long[] {150, 500, 2_000}) {
            LoadPlan plan = plan().get("ok")
                    .phase(phase("users", "ok")
                            .shape(new Shape.TimedUsers(
                                    3,
                                    List.of(new Shape.UserStage(Duration.ofMillis(100), 3)),
                                    true,
                                    Duration.ZERO,
                                    Duration.ZERO)))
                    .build();
            VirtualRun run = new VirtualRun(plan, 1, 100, answering(1, 200)).start();

            run.stepUntil(() -> run.worker(0).fired() > 0);
            run.loop().starve(milliseconds * 1_000_000);
            RunResult result = run.finish();

            assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.INVALID);
            assertThat(result.message()).contains("users: worker 0 of the load generator stood still for ");
        }
    }

    @Test
    void shortStandstillCountsAsLateness() {
        assertThat(usersWith(10, 400).verdict()).as("10 of some 500 requests").isEqualTo(Verdict.INVALID);
        assertThat(usersWith(10, 400).message()).contains("10 of ").contains("more than 250 ms late");
        assertThat(usersWith(4, 400).verdict()).as("4 requests").isEqualTo(Verdict.PASSED);
        assertThat(usersWith(10, 150).verdict()).as("below the limit").isEqualTo(Verdict.PASSED);
    }

    private static RunResult usersWith(int users, long standstillMillis) {
        LoadPlan plan = plan().get("slow")
                .phase(phase("p", "slow").shape(users(users, Duration.ZERO, Duration.ZERO)))
                .build();
        VirtualRun run = new VirtualRun(plan, 1, 100, answering(200, 200)).start();
        run.pass(1_050);
        run.loop().starve(standstillMillis * 1_000_000);
        return run.finish();
    }

    @Test
    void idleStandstillConcernsNoNumber() {
        LoadPlan plan = plan().get("ok")
                .phase(phase("rate", "ok").shape(constant(0.1, Duration.ofSeconds(40))))
                .build();
        VirtualRun run = new VirtualRun(plan, 1, 100, answering(1, 200)).start();

        run.pass(2_000);
        run.loop().starve(5_000_000_000L);
        RunResult result = run.finish();

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.notes()).isEmpty();
    }

    @Test
    void slowTargetIsNoStandstill() {
        LoadPlan plan = plan().get("slow")
                .phase(phase("users", "slow").shape(users(10, Duration.ZERO, Duration.ZERO)))
                .phase(phase("burst", "slow").burst(20))
                .build();

        RunResult result =
                new VirtualRun(plan, 1, 5, answering(4_000, 200)).start().finish();

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.totals().books().kind(Kind.TRACKED).late()).isZero();
    }
}
