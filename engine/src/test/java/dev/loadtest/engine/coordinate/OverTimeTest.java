package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.JourneyFixture.step;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.journeys;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.constant;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.record.RunCourse;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.OverTime;
import dev.loadtest.engine.result.OverTime.Bucket;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Fate;
import dev.loadtest.engine.run.request.PreparedRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** What the result of a run shows over time. */
class OverTimeTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    private static Fate answer(PreparedRequest request) {
        return request.target().startsWith("/bad") ? new Answer(20_000_000, 503, "") : new Answer(50_000_000, 200, "");
    }

    private static RunResult run(LoadPlan plan, int workers) {
        return new VirtualRun(plan, workers, 100, OverTimeTest::answer).start().finish();
    }

    private static OverTime.Series find(RunResult result, String phase, String request, String journey) {
        return result.overTime().series().stream()
                .filter(s -> s.phase().equals(phase)
                        && s.request().equals(request)
                        && s.journey().equals(journey))
                .findFirst()
                .orElseThrow();
    }

    private static long sum(OverTime.Series series, ToLongFunction<Bucket> of) {
        return series.buckets().stream().mapToLong(of).sum();
    }

    @Test
    void seriesAgreeWithBooks() {
        RunResult result = run(
                plan().get("good")
                        .get("bad")
                        .phase(phase("rate", "good", "bad")
                                .shape(constant(20, TEN))
                                .maxFailures(new FailureLimit.Percent(100)))
                        .phase(phase("users", "good")
                                .shape(new Shape.CountedUsers(4, 100, Duration.ofMillis(150), Duration.ZERO)))
                        .build(),
                3);

        OverTime.Series bad = find(result, "rate", "bad", "");
        assertThat(sum(bad, Bucket::sent)).isEqualTo(sum(bad, Bucket::failures));
        assertThat(bad.buckets()).allMatch(b -> b.failures() == b.causes().getOrDefault("503", 0L));
        assertThat(sum(find(result, "", "good", ""), Bucket::ended))
                .isEqualTo(result.totals()
                        .requests()
                        .get("good")
                        .kind(dev.loadtest.engine.plan.Kind.TRACKED)
                        .succeeded());
        assertThat(sum(find(result, "", "", ""), Bucket::sent)).isEqualTo(300);
        assertThat(find(result, "users", "good", "").buckets())
                .allMatch(b -> b.response().p50() >= 50_000 && b.response().p99() < 52_000);
        assertThat(result.overTime().planned())
                .extracting(OverTime.Planned::phase, OverTime.Planned::users)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("rate", false),
                        org.assertj.core.groups.Tuple.tuple("users", true));
        OverTime.Planned rate = result.overTime().planned().getFirst();
        assertThat(rate.values().subList(1, 9)).allMatch(value -> value > 19.99 && value < 20.01);
        OverTime.Planned users = result.overTime().planned().getLast();
        assertThat(users.values().get(2)).isBetween(3.99, 4.01);
    }

    /** Nothing is planned in a pause, and the rest comes later. */
    @Test
    void pauseShiftsThePlan() {
        VirtualRun run = new VirtualRun(
                plan().get("good")
                        .phase(phase("rate", "good").shape(constant(20, TEN)))
                        .build(),
                1,
                100,
                OverTimeTest::answer);
        run.start().pass(5_000);
        run.coordinator().suspend("suspend");
        run.pass(7_000);
        run.coordinator().resume();

        OverTime.Planned rate = run.finish().overTime().planned().getFirst();

        assertThat(rate.values().stream().mapToDouble(Double::doubleValue).sum())
                .isBetween(199.0, 200.1);
        assertThat(rate.seconds().getLast()).isGreaterThanOrEqualTo(16);
        assertThat(rate.seconds().size()).isBetween(10, 13);
    }

    /** A reader of the running run sees what was reported, whatever happens to the run meanwhile. */
    @Test
    void courseOfARunningRun() {
        VirtualRun run = new VirtualRun(
                plan().get("good")
                        .phase(phase("rate", "good").shape(constant(20, TEN)))
                        .build(),
                2,
                100,
                OverTimeTest::answer);
        run.start().pass(7_000);
        CompletableFuture<RunCourse> taken = run.coordinator().course().toCompletableFuture();
        run.pass(10);
        RunCourse course = taken.join();
        OverTime early = course.overTime(100, 100);
        RunResult result = run.finish();

        long sent = sum(early.series().getFirst(), Bucket::sent);
        assertThat(sent).isPositive().isLessThan(200);
        assertThat(course.started()).singleElement().satisfies(item -> assertThat(item.endNanos())
                .isEqualTo(course.nanos()));
        assertThat(course.overTime(100, 100)).isEqualTo(early);
        assertThat(sum(find(result, "rate", "good", ""), Bucket::sent)).isEqualTo(200);
    }

    @Test
    void journeysBesideTheirRequests() {
        RunResult result = run(
                plan().get("good")
                        .get("bad")
                        .journey("visit", step("good"), step("bad"))
                        .phase(journeys("visits", "visit").burst(30).maxFailures(new FailureLimit.Percent(100)))
                        .build(),
                2);

        OverTime.Series visits = find(result, "visits", "", "visit");
        assertThat(sum(visits, Bucket::sent)).isEqualTo(30);
        assertThat(visits.buckets().getLast().causes()).containsKey("bad");
        assertThat(sum(find(result, "", "", ""), Bucket::sent)).isEqualTo(60);
    }
}
