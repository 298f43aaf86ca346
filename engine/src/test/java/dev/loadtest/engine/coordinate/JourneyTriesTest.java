package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.JourneyFixture.step;
import static dev.loadtest.engine.coordinate.JourneyFixture.until;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.journeys;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Fate;
import dev.loadtest.engine.run.request.PreparedRequest;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** An until whose tries are journeys. */
class JourneyTriesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Capture TOKEN = new Capture("token", new Capture.JsonPointer("/token"), false);

    private static PlanFixture readiness(Duration timeout, Journey.Step... steps) {
        return plan().at("login", "/login", TOKEN)
                .at("work", "/work/${token}")
                .request("use", Map.of("token", new ValueSource.Captured("token")), java.util.List.of())
                .journey("visit", steps)
                .phase(journeys("ready", "visit").shape(new Shape.Until(timeout, SECOND)));
    }

    /** Everything takes 100 ms; the first requests for work fail, as many as are said; the n-th token is "tn". */
    private static Function<PreparedRequest, Fate> working(int failures) {
        int[] asked = {0, 0};
        return request -> request.target().startsWith("/work")
                ? new Answer(100_000_000, asked[0]++ < failures ? 503 : 200, "")
                : new Answer(100_000_000, 200, "t" + ++asked[1]);
    }

    private static Books.Entry journey(RunResult result, Kind kind) {
        return result.totals().journeys().get("visit").kind(kind);
    }

    private static Books.Entry request(RunResult result, String name, Kind kind) {
        return result.totals().requests().get(name).kind(kind);
    }

    @Test
    void onlyTheTryThatSucceedsIsScored() {
        LoadPlan plan =
                readiness(Duration.ofMinutes(1), step("login"), step("work")).build();
        VirtualRun run = new VirtualRun(plan, 3, 10, working(3));

        RunResult result = run.start().finish();

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(result.totals().close()).isTrue();
        assertThat(journey(result, Kind.TRACKED).planned()).isEqualTo(1);
        assertThat(journey(result, Kind.TRACKED).succeeded()).isEqualTo(1);
        assertThat(journey(result, Kind.TRACKED).response().max()).isBetween(200_000L, 200_300L);
        assertThat(journey(result, Kind.UNSCORED).planned()).isEqualTo(3);
        assertThat(journey(result, Kind.UNSCORED).errors()).isEqualTo(Map.of("work", 3L));
        assertThat(request(result, "login", Kind.TRACKED).succeeded()).isEqualTo(1);
        assertThat(request(result, "login", Kind.UNSCORED).succeeded()).isEqualTo(3);
        assertThat(request(result, "work", Kind.UNSCORED).unexpected()).isEqualTo(3);
        assertThat(result.cases().getFirst().seconds()).isBetween(3.79, 3.9);
        // Of the timeline, the scored requests alone.
        assertThat(result.timeline().stream()
                        .mapToLong(RunResult.TimelineBucket::sent)
                        .sum())
                .isEqualTo(2);
        assertThat(result.timeline().stream()
                        .mapToLong(RunResult.TimelineBucket::failures)
                        .sum())
                .isZero();
    }

    @Test
    void laterPhasesDrawOnlyWhatTheDecidingTryCaptured() {
        LoadPlan plan = readiness(Duration.ofMinutes(1), step("login"), step("work"))
                .phase(phase("use", "use").needs("ready").burst(20))
                .build();
        VirtualRun run = new VirtualRun(plan, 2, 100, working(3));

        assertThat(run.start().finish().verdict()).isEqualTo(Verdict.PASSED);

        assertThat(run.sent().stream().filter(sent -> sent.startsWith("GET /use")))
                .hasSize(20)
                .containsOnly("GET /use?token=t4");
    }

    @Test
    void theLastTryDecidesWhenThereIsNoTimeForAnother() {
        LoadPlan plan =
                readiness(Duration.ofSeconds(3), step("login"), step("work")).build();
        VirtualRun run = new VirtualRun(plan, 2, 10, working(100));

        RunResult result = run.start().finish();

        assertThat(run.lines())
                .containsExactly("ready FAILED [100%] - no success within 3s, 3 tries: visit: work: status 503");
        assertThat(journey(result, Kind.TRACKED).errors()).isEqualTo(Map.of("work", 1L));
        assertThat(journey(result, Kind.UNSCORED).planned()).isEqualTo(2);
    }

    @Test
    void stepsOfATryMayHaveTriesOfTheirOwn() {
        LoadPlan plan = readiness(Duration.ofMinutes(1), step("login"), until("work", Duration.ofSeconds(2), SECOND))
                .build();

        // Of each journey, two tries for work fail; the sixth request is the second one of the third journey.
        RunResult result = new VirtualRun(plan, 1, 10, working(5)).start().finish();

        assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
        assertThat(journey(result, Kind.UNSCORED).planned()).isEqualTo(2);
        assertThat(request(result, "work", Kind.UNSCORED).sent()).isEqualTo(5);
        assertThat(request(result, "work", Kind.TRACKED).succeeded()).isEqualTo(1);
    }

    @Test
    void aTryThatTheTimeoutOfItsCaseEndsIsScored() {
        LoadPlan plan = plan().get("slow")
                .journey("visit", step("slow"), step("slow"))
                .phase(journeys("ready", "visit")
                        .timeout(Duration.ofSeconds(4))
                        .shape(new Shape.Until(Duration.ofMinutes(1), SECOND)))
                .build();
        int[] asked = {0};
        VirtualRun run = new VirtualRun(
                plan, 1, 10, request -> new Answer(asked[0]++ == 0 ? 100_000_000 : 10_000_000_000L, 503, ""));

        RunResult result = run.start().finish();

        assertThat(result.cases().getFirst().reason()).startsWith("not done within its timeout of 4s");
        assertThat(journey(result, Kind.UNSCORED).planned()).isEqualTo(1);
        assertThat(journey(result, Kind.TRACKED).timeouts()).isEqualTo(1);
        assertThat(request(result, "slow", Kind.TRACKED).unexpected()).isEqualTo(1);
        assertThat(request(result, "slow", Kind.TRACKED).notSent()).isEqualTo(Map.of("caseTimeout", 1L));
        assertThat(result.totals().close()).isTrue();
    }

    @Test
    void aLostWorkersTryIsUnresolved() {
        LoadPlan plan = readiness(Duration.ofMinutes(1), step("login"), step("work", Duration.ofSeconds(10)))
                .build();
        VirtualRun run = new VirtualRun(plan, 2, 10, working(0)).start();
        run.pass(3_000);
        for (int index = 0; index < 2; index++) {
            if (run.transports().get(index).sent().size() > 0) {
                run.worker(index).die();
            }
        }

        RunResult result = run.finish();

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(journey(result, Kind.TRACKED).unresolved()).isEqualTo(1);
        assertThat(request(result, "login", Kind.TRACKED).sent()).isEqualTo(1);
        assertThat(request(result, "work", Kind.TRACKED).notSent()).isEqualTo(Map.of("workerLost", 1L));
        assertThat(result.totals().close()).isTrue();
    }

    @Test
    void aStopFilesWhatIsNotSent() {
        LoadPlan plan = readiness(Duration.ofMinutes(1), step("login"), step("work", Duration.ofSeconds(10)))
                .build();
        VirtualRun run = new VirtualRun(plan, 1, 10, working(0)).start();
        run.pass(3_000);
        run.coordinator().stop("for the test");

        RunResult result = run.finish();

        assertThat(request(result, "work", Kind.TRACKED).notSent()).isEqualTo(Map.of("stopped", 1L));
        assertThat(journey(result, Kind.TRACKED).unresolved()).isEqualTo(1);
        assertThat(result.totals().close()).isTrue();
    }
}
