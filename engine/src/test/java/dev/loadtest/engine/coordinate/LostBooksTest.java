package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.run.FakeTransport.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With planned instants, the books contain at least the requests that the target received from a lost worker. */
class LostBooksTest {
    private static final int SEEDS = 60;

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    private static LoadPlan plan(Random random) {
        Duration warmup = Duration.ofMillis(random.nextInt(2) * (1_000 + random.nextInt(4_000)));
        List<Shape> shapes = List.of(
                new Shape.Rate(
                        random.nextInt(60),
                        List.of(new Shape.RateStage(Duration.ofSeconds(8), 5 + random.nextInt(200))),
                        random.nextBoolean(),
                        warmup),
                new Shape.Burst(1 + random.nextInt(500)),
                new Shape.Until(Duration.ofSeconds(8), Duration.ofMillis(20 + random.nextInt(2_000))));
        return PlanFixture.plan()
                .get("a")
                .get("b")
                .drain(Duration.ofSeconds(3))
                .phase(phase("load", "a", "b")
                        .trackedPercent(40)
                        .maxFailures(new FailureLimit.Percent(100))
                        .shape(shapes.get(random.nextInt(shapes.size()))))
                .build();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void containAllReceivedRequests(int seed) {
        Random random = new Random(seed);
        int workers = 1 + random.nextInt(3);
        LoadPlan plan = plan(random);
        VirtualCluster cluster = new VirtualCluster(
                plan, workers, request -> new Answer(1_000_000L * (1 + random.nextInt(300)), 503, ""), seed);
        VirtualCluster.Driver driver = cluster.drive();
        cluster.pass(500 + random.nextInt(8_000));
        if (random.nextBoolean()) {
            driver.coordinator().suspend("a while");
            cluster.pass(random.nextInt(900));
            driver.coordinator().resume();
            cluster.pass(random.nextInt(1_000));
        }
        cluster.killWorker(random.nextInt(workers));
        int received = cluster.sent().size();

        RunResult result = cluster.finish(driver);

        Books books = result.totals().books();
        long sent = 0;
        for (Kind kind : Kind.values()) {
            sent += books.kind(kind).sent();
        }
        assertThat(sent)
                .as("seed %d: %s", seed, result.message())
                .isGreaterThanOrEqualTo(cluster.sent().size());
        assertThat(received).isPositive();
        assertThat(books.close()).isTrue();
        assertThat(result.message()).doesNotContain("do not close");
    }
}
