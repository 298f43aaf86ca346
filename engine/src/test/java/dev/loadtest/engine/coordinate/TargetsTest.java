package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.journeys;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.constant;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Think;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Fate;
import dev.loadtest.engine.run.FakeTransport.Silence;
import dev.loadtest.engine.run.request.PreparedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each request goes to its target, by connections of its own. */
class TargetsTest {
    private static PlanFixture twoTargets(int connections) {
        return plan().target("idp", connections).get("browse").get("login").to("idp");
    }

    private static Books.Entry tracked(RunResult result, String request) {
        return result.totals().requests().get(request).kind(Kind.TRACKED);
    }

    /** The second target takes a second, the first 10 ms. */
    private static Fate slowLogin(PreparedRequest request) {
        long millis = request.target().equals("/login") ? 1_000 : 10;
        return new Answer(millis * 1_000_000, 200, "");
    }

    private static Journey.Step step(String request) {
        return new Journey.Step(request, 1, Think.NONE, 100, Journey.OnFailure.END, null);
    }

    @Test
    void requestsGoToTheTargetsTheyName() {
        LoadPlan plan =
                twoTargets(10).phase(phase("p", "browse", "login").burst(100)).build();
        VirtualRun run = new VirtualRun(plan, 3, 1_000, answering(5, 200)).start();
        RunResult result = run.finish();

        assertThat(result.notes())
                .containsExactly("Target default (http://target) gets browse.", "Target idp (http://idp) gets login.");
        assertThat(run.sentTo("target")).containsOnly("GET /browse");
        assertThat(run.sentTo("idp")).containsOnly("GET /login");
        assertThat(run.sent()).hasSize(100);
        assertThat(tracked(result, "login").sent()).isEqualTo(run.sentTo("idp").size());
        assertThat(result.totals().close()).isTrue();
        assertThat(result.totals().scores().targets()).containsOnlyKeys("default", "idp");
        assertThat(result.totals().scores().targets().get("idp"))
                .isEqualTo(result.totals().scores().requests().get("login"));
    }

    @Test
    void aVariantFindsTargetsElsewhere() {
        LoadPlan plan = twoTargets(10)
                .variant("stable", Map.of())
                .variant("canary", Map.of("default", "canary"))
                .phase(phase("p", "browse").burst(7))
                .phase(phase("q", "login").burst(3))
                .build();
        VirtualRun run = new VirtualRun(plan, 2, 1_000, answering(5, 200)).start();
        RunResult result = run.finish();

        assertThat(result.notes())
                .contains("Target default (http://target) gets browse; in variant canary it is http://canary.");
        assertThat(run.sentTo("target")).hasSize(7);
        assertThat(run.sentTo("canary")).hasSize(7).containsOnly("GET /browse");
        assertThat(run.sentTo("idp")).hasSize(6);
    }

    static Stream<Shape> schedules() {
        return Stream.of(
                new Shape.Burst(100),
                constant(50, Duration.ofSeconds(2)),
                new Shape.Rate(
                        50, List.of(new Shape.RateStage(Duration.ofSeconds(2), 50)), true, Duration.ofSeconds(1)));
    }

    /** Requests to the full target wait, which is the target's doing and not lateness; those to the other do not. */
    @ParameterizedTest
    @MethodSource("schedules")
    void aFullTargetHoldsNoOtherUp(Shape shape) {
        LoadPlan plan =
                twoTargets(1).phase(phase("p", "login", "browse").shape(shape)).build();
        RunResult result =
                new VirtualRun(plan, 1, 1_000, TargetsTest::slowLogin).start().finish();

        assertThat(tracked(result, "login").held().maxMicros()).isGreaterThan(10_000_000);
        assertThat(tracked(result, "browse").held().maxMicros()).isZero();
        assertThat(tracked(result, "browse").response().max()).isLessThan(20_000);
        assertThat(tracked(result, "login").late() + tracked(result, "browse").late())
                .isZero();
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(tracked(result, "browse").planned()
                        + tracked(result, "login").planned())
                .isEqualTo(100);
        assertThat(result.totals().close()).isTrue();
    }

    /** Requests to one target have overtaken those to the other: each is filed once, under its own name. */
    @ParameterizedTest
    @MethodSource("schedules")
    void aLostWorkersRequestsAreFiledUnderTheirNames(Shape shape) {
        PlanFixture fixture = twoTargets(1)
                .phase(phase("p", "login", "browse").shape(shape).maxFailures(new FailureLimit.Percent(100)));
        RunResult whole = new VirtualRun(fixture.build(), 2, 1_000, TargetsTest::slowLogin)
                .start()
                .finish();
        VirtualRun run = new VirtualRun(fixture.build(), 2, 1_000, TargetsTest::slowLogin).start();
        run.pass(5_000);
        run.worker(0).die();
        RunResult result = run.finish();

        assertThat(result.workersLost()).isOne();
        for (String request : List.of("login", "browse")) {
            assertThat(tracked(result, request).planned())
                    .as(request)
                    .isEqualTo(tracked(whole, request).planned());
        }
        assertThat(result.totals().close()).isTrue();
    }

    /** The case ends when the waiting tracked requests have ended, although later ones were sent before. */
    @Test
    void aCaseWaitsForOvertakenTrackedRequests() {
        LoadPlan plan = twoTargets(1)
                .phase(phase("p", "login", "browse").trackedPercent(50).burst(40))
                .build();
        RunResult result =
                new VirtualRun(plan, 1, 1_000, TargetsTest::slowLogin).start().finish();

        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(tracked(result, "login").succeeded())
                .isEqualTo(tracked(result, "login").planned())
                .isPositive();
        assertThat(tracked(result, "login").notSentTotal()).isZero();
        assertThat(result.totals().close()).isTrue();
    }

    @Test
    void journeysWaitForTheTargetOfTheirFirstStep() {
        LoadPlan plan = twoTargets(1)
                .journey("enter", step("login"))
                .journey("walk", step("browse"))
                .phase(journeys("p", "enter", "walk").burst(40))
                .build();
        RunResult result =
                new VirtualRun(plan, 1, 1_000, TargetsTest::slowLogin).start().finish();

        assertThat(tracked(result, "login").held().maxMicros()).isGreaterThan(5_000_000);
        assertThat(tracked(result, "browse").held().maxMicros()).isZero();
        assertThat(tracked(result, "login").late() + tracked(result, "browse").late())
                .isZero();
        assertThat(result.totals().close()).isTrue();
    }

    @Test
    void aFullTargetHoldsNoStepsToOthersUp() {
        LoadPlan plan = twoTargets(1)
                .journey("walk", step("browse"), step("login"))
                .phase(journeys("p", "walk").shape(constant(10, Duration.ofSeconds(2))))
                .build();
        RunResult result =
                new VirtualRun(plan, 1, 1_000, TargetsTest::slowLogin).start().finish();

        assertThat(tracked(result, "browse").response().max()).isLessThan(20_000);
        assertThat(tracked(result, "login").held().maxMicros()).isGreaterThan(10_000_000);
        assertThat(result.totals().journeys().get("walk").kind(Kind.TRACKED).succeeded())
                .isEqualTo(20);
    }

    @Test
    void eachRequestThatACaseTimeoutLeavesIsFiledOnce() {
        LoadPlan plan = twoTargets(1)
                .phase(phase("p", "login", "browse")
                        .shape(constant(10, Duration.ofSeconds(10)))
                        .timeout(Duration.ofSeconds(4)))
                .build();
        RunResult result = new VirtualRun(
                        plan,
                        2,
                        1_000,
                        request -> request.target().equals("/login") ? new Silence() : new Answer(1, 200, ""))
                .start()
                .finish();

        Books.Entry login = tracked(result, "login");
        Books.Entry browse = tracked(result, "browse");
        assertThat(login.planned() + browse.planned()).isEqualTo(100);
        assertThat(login.sent()).as("one connection of each worker").isEqualTo(2);
        assertThat(login.notSent().get("caseTimeout")).isEqualTo(login.planned() - 2);
        assertThat(browse.succeeded()).as("due before the timeout").isBetween(10L, 30L);
        assertThat(browse.notSent().get("caseTimeout")).isEqualTo(browse.planned() - browse.succeeded());
        assertThat(result.totals().close()).isTrue();
    }

    @Test
    void usersBeginWhereEveryTargetOfTheMixHasRoom() {
        LoadPlan plan = twoTargets(1)
                .phase(phase("p", "login", "browse").shape(new Shape.CountedUsers(5, 40, Duration.ZERO, Duration.ZERO)))
                .build();
        RunResult result =
                new VirtualRun(plan, 1, 1_000, TargetsTest::slowLogin).start().finish();

        assertThat(tracked(result, "login").succeeded()
                        + tracked(result, "browse").succeeded())
                .isEqualTo(40);
        assertThat(result.totals().close()).isTrue();
    }
}
