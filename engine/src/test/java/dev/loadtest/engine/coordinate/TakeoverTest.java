package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.JourneyFixture.step;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.journeys;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Fate;
import dev.loadtest.engine.run.request.PreparedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Coordinators die at random instants; the result equals that of an undisturbed run. */
class TakeoverTest {
    private static final int SEEDS = 25;

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    static LoadPlan everyShape() {
        Capture handle = new Capture("handle", new Capture.JsonPointer("/handle"), true);
        Map<String, ValueSource> id = Map.of("id", new ValueSource.Range(0, 1_000_000_000_000L));
        return plan().variants("forced", "cached")
                .drain(Duration.ofSeconds(8))
                .request("process", id, List.of(handle))
                .request(
                        "draw",
                        Map.of("handle", new ValueSource.Captured("handle"), "u", new ValueSource.Uuid()),
                        List.of())
                .request("health", id, List.of())
                .phase(phase("process", "process").burst(9).iterations(3).parallelCases(2))
                .phase(phase("sanity", "draw")
                        .needs("process")
                        .shape(new Shape.Until(Duration.ofMinutes(5), Duration.ofSeconds(1))))
                .journey("visit", step("health"), step("process", Duration.ofMillis(300)), step("health"))
                .phase(journeys("visit", "visit").shape(new Shape.Until(Duration.ofMinutes(5), Duration.ofSeconds(1))))
                .phase(phase("more", "process")
                        .group("early")
                        .iterations(4)
                        .burst(5)
                        .maxFailures(new FailureLimit.Percent(100)))
                .phase(phase("hammer", "draw", "health")
                        .group("early")
                        .iterations(4)
                        .burst(40)
                        .tracked(7)
                        .needs("process")
                        .maxFailures(new FailureLimit.Percent(100)))
                .phase(phase("rate", "draw", "health")
                        .group("load")
                        .needs("process")
                        .trackedPercent(30)
                        .maxFailures(new FailureLimit.Percent(100))
                        .shape(new Shape.Rate(
                                0,
                                List.of(new Shape.RateStage(Duration.ofSeconds(7), 20)),
                                false,
                                Duration.ofSeconds(1))))
                .phase(phase("users", "health")
                        .group("load")
                        .maxFailures(new FailureLimit.Percent(3))
                        .shape(new Shape.CountedUsers(7, 60, Duration.ofMillis(150), Duration.ZERO)))
                .build();
    }

    /** Content and delay of a response depend only on the request. */
    static Fate answer(PreparedRequest request) {
        int hash = request.target().hashCode() & 0x7fffffff;
        long after = hash % 17 == 0 ? 6_000_000_000L : 1_000_000L * (5 + hash % 700);
        return new Answer(after, hash % 11 == 0 ? 500 : 200, "handle-" + hash);
    }

    private static VirtualCluster cluster(int workers, long seed) {
        return new VirtualCluster(everyShape(), workers, TakeoverTest::answer, seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void deadCoordinatorsChangeNoResult(int seed) {
        Random random = new Random(seed);
        int workers = 1 + random.nextInt(4);
        VirtualCluster calm = cluster(workers, seed);
        RunResult expected = calm.finish(calm.drive());

        VirtualCluster cluster = cluster(workers, seed);
        VirtualCluster.Driver driver = cluster.drive();
        int deaths = 1 + random.nextInt(20);
        for (int i = 0; i < deaths && !driver.result().isDone(); i++) {
            driver = disturb(random, cluster, driver);
        }
        RunResult result = cluster.finish(driver);

        assertSame(result, expected, seed);
        assertThat(cluster.sent()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(calm.sent());
    }

    private static VirtualCluster.Driver disturb(Random random, VirtualCluster cluster, VirtualCluster.Driver driver) {
        cluster.pass(random.nextInt(4_000));
        switch (random.nextInt(4)) {
            case 0 -> {
                driver.dieFiring();
                cluster.pass(random.nextInt(3_000));
            }
            case 1 -> {
                // The next one comes while this one still believes that it drives the run.
            }
            default -> {
                driver.die();
                cluster.pass(random.nextInt(8_000));
            }
        }
        if (driver.result().isDone()) {
            return driver;
        }
        VirtualCluster.Driver next = cluster.drive();
        if (!driver.dead()) {
            cluster.pass(random.nextInt(2_000));
            driver.die();
        }
        return next;
    }

    private static void assertSame(RunResult result, RunResult expected, int seed) {
        assertThat(result.verdict()).as("seed %d: %s", seed, result.message()).isEqualTo(expected.verdict());
        assertThat(result.message()).as("seed %d", seed).isEqualTo(expected.message());
        assertThat(withoutRates(result.totals())).as("seed %d", seed).isEqualTo(withoutRates(expected.totals()));
        assertThat(result.histograms()).as("seed %d", seed).isEqualTo(expected.histograms());
        assertThat(exemplars(result)).as("seed %d", seed).isEqualTo(exemplars(expected));
        assertThat(result.blocks())
                .as("seed %d", seed)
                .isEqualTo(expected.blocks())
                .isNotEmpty();
        for (int i = 0; i < expected.cases().size(); i++) {
            RunResult.CaseResult item = result.cases().get(i);
            RunResult.CaseResult calm = expected.cases().get(i);
            assertThat(item.outcome()).as("seed %d %s", seed, calm.id()).isEqualTo(calm.outcome());
            assertThat(item.reason()).as("seed %d %s", seed, calm.id()).isEqualTo(calm.reason());
            assertThat(item.totals()).as("seed %d %s", seed, calm.id()).isEqualTo(calm.totals());
            assertThat(item.captured()).as("seed %d %s", seed, calm.id()).isEqualTo(calm.captured());
        }
        assertThat(result.workersLost()).isZero();
        assertThat(result.timeline().stream()
                        .mapToLong(RunResult.TimelineBucket::sent)
                        .sum())
                .as("seed %d", seed)
                .isEqualTo(expected.timeline().stream()
                        .mapToLong(RunResult.TimelineBucket::sent)
                        .sum());
    }

    /** A takeover takes time, in which nothing is sent: rates are lower, and all that is counted is the same. */
    private static RunResult.Totals withoutRates(RunResult.Totals totals) {
        RunResult.Scores scores = totals.scores();
        return totals.with(new RunResult.Scores(
                withoutRate(scores.all()),
                withoutRates(scores.requests()),
                withoutRates(scores.journeys()),
                withoutRates(scores.targets())));
    }

    private static Map<String, RunResult.Scored> withoutRates(Map<String, RunResult.Scored> scored) {
        return scored.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> withoutRate(entry.getValue())));
    }

    private static RunResult.Scored withoutRate(RunResult.Scored scored) {
        return new RunResult.Scored(scored.entry(), 0);
    }

    /**
     * An order that a dead coordinator had not sent to every worker is given again, with a later instant: which failures
     * are the first may differ, but not how many there are.
     */
    private static List<String> exemplars(RunResult result) {
        return result.exemplars().stream()
                .flatMap(list -> Stream.concat(
                        list.slowest().stream()
                                .map(it -> it.sent() + " " + it.end() + " "
                                        + it.times().responseMicros() + " " + it.answer()),
                        Stream.of(list.failed().size() + " failed")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void deadWorkersToo(int seed) {
        Random random = new Random(seed);
        int workers = 1 + random.nextInt(4);
        VirtualCluster cluster = cluster(workers, seed);
        VirtualCluster.Driver driver = cluster.drive();
        for (int i = 0; i < 10 && !driver.result().isDone(); i++) {
            if (random.nextInt(3) == 0) {
                int index = random.nextInt(workers);
                cluster.killWorker(index);
                if (random.nextBoolean()) {
                    cluster.pass(random.nextInt(3_000));
                    cluster.replaceWorker(index);
                }
            }
            driver = disturb(random, cluster, driver);
        }
        RunResult result = cluster.finish(driver);

        assertThat(result.message()).as("seed %d", seed).doesNotContain("do not close");
        assertCloses(result.totals().books(), seed);
        result.cases().forEach(item -> assertCloses(item.totals().books(), seed));
        boolean complete = result.cases().stream().noneMatch(item -> item.totals().books().kinds().values().stream()
                .anyMatch(entry -> entry.unresolved() + entry.notSentTotal() > 0));
        if (!complete) {
            assertThat(result.verdict())
                    .as("seed %d: %s", seed, result.message())
                    .isIn(Verdict.INVALID, Verdict.ERROR);
        }
        assertThat(result.cases()).allSatisfy(item -> assertThat(item.outcome()).isNotNull());
        if (result.verdict() != Verdict.ERROR) {
            assertThat(result.cases()).as("seed %d", seed).noneMatch(item -> item.outcome() == Outcome.ERROR);
        }
    }

    private static void assertCloses(Books books, int seed) {
        assertThat(books.close()).as("seed %d: %s", seed, books).isTrue();
        books.kinds().values().forEach(entry -> assertThat(entry.inFlight()).isZero());
    }
}
