package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Failure;
import dev.loadtest.engine.run.FakeTransport.Fate;
import dev.loadtest.engine.run.FakeTransport.Silence;
import dev.loadtest.engine.run.transport.ErrorCause;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Books close and the run ends, under random faults. */
class BooksCloseTest {
    private static final int SEEDS = 200;

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void underRandomFaults(int seed) {
        Random random = new Random(seed);
        int workers = 1 + random.nextInt(4);
        VirtualRun run =
                new VirtualRun(randomPlan(random), workers, 1 + random.nextInt(30), request -> randomFate(random));
        run.start();
        for (int i = 0; i < 12 && !run.isOver(); i++) {
            run.pass(random.nextInt(4_000));
            disturb(random, run, workers);
        }
        run.coordinator().resume();

        RunResult result = run.finish();

        assertThat(result.message()).doesNotContain("do not close");
        assertCloses(result.totals(), seed);
        result.cases().forEach(item -> assertCloses(item.totals(), seed));
        result.phases().forEach(item -> assertCloses(item.totals(), seed));
        long sentPlusLost = result.totals().books().kinds().values().stream()
                .mapToLong(Books.Entry::sent)
                .sum();
        if (result.workersLost() == 0) {
            assertThat(sentPlusLost)
                    .as("what the target saw, seed %d", seed)
                    .isEqualTo(run.sent().size());
            assertThat(run.inFlight()).isZero();
        }
    }

    private static void assertCloses(RunResult.Totals totals, int seed) {
        assertCloses(totals.books(), seed);
        totals.requests().values().forEach(books -> assertCloses(books, seed));
        totals.journeys().values().forEach(books -> assertCloses(books, seed));
    }

    private static void assertCloses(Books books, int seed) {
        assertThat(books.close()).as("seed %d: %s", seed, books).isTrue();
        books.kinds().values().forEach(entry -> assertThat(entry.inFlight()).isZero());
    }

    private static Fate randomFate(Random random) {
        long after = (long) (random.nextDouble() * random.nextDouble() * 3e9);
        return switch (random.nextInt(10)) {
            case 0 -> new Silence();
            case 1 -> new Failure(after, ErrorCause.values()[random.nextInt(ErrorCause.values().length)]);
            case 2 -> new Answer(after, 500, "");
            default -> new Answer(after, 200, "");
        };
    }

    private static void disturb(Random random, VirtualRun run, int workers) {
        switch (random.nextInt(14)) {
            case 0, 1 -> run.coordinator().suspend("for the test");
            case 2, 3, 4 -> run.coordinator().resume();
            case 5 -> run.coordinator().stop("for the test");
            case 6 -> run.worker(random.nextInt(workers)).die();
            case 7 -> run.loop().starve(random.nextInt(300) * 1_000_000L);
            default -> {}
        }
    }

    private static LoadPlan randomPlan(Random random) {
        PlanFixture plan =
                plan().target("other", 1 + random.nextInt(3)).get("a").get("b");
        if (random.nextBoolean()) {
            plan.to("other");
        }
        plan.seed(random.nextLong()).drain(Duration.ofSeconds(random.nextInt(40)));
        plan.journey("walk", RandomJourneys.steps(random, "a", "b"));
        int beside = random.nextInt(4);
        for (int i = 0; i < 3; i++) {
            Shape shape = randomShape(random);
            PlanFixture.PhaseFixture phase = phase("phase" + i, "a", "b")
                    .shape(shape)
                    .timeout(Duration.ofSeconds(1 + random.nextInt(20)))
                    .maxFailures(new FailureLimit.Percent(random.nextInt(101)));
            if (random.nextBoolean()) {
                phase.journey("walk", 1 + random.nextInt(3));
            }
            // Of 1 and 2 two adjacent phases run at once, of 3 all.
            if (beside == 3 || beside > 0 && (i == 1 || i == 2 * beside - 2)) {
                phase.group("together");
            }
            if (random.nextBoolean()) {
                phase.trackedPercent(random.nextInt(101));
            }
            if (random.nextInt(3) == 0) {
                phase.iterations(1 + random.nextInt(4)).parallelCases(1 + random.nextInt(2));
            }
            plan.phase(phase);
        }
        return plan.build();
    }

    private static Shape randomShape(Random random) {
        Duration length = Duration.ofMillis(1 + random.nextInt(5_000));
        Duration warmup = Duration.ofMillis(random.nextInt(2) * 500L);
        Duration think = Duration.ofMillis(random.nextInt(200));
        return switch (random.nextInt(5)) {
            case 0 -> new Shape.Burst(1 + random.nextInt(200));
            case 1 ->
                new Shape.Rate(
                        random.nextInt(50),
                        List.of(
                                new Shape.RateStage(length, random.nextInt(80)),
                                new Shape.RateStage(length, 1 + random.nextInt(80))),
                        random.nextBoolean(),
                        warmup);
            case 2 ->
                new Shape.TimedUsers(
                        random.nextInt(5),
                        List.of(new Shape.UserStage(length, 1 + random.nextInt(20))),
                        random.nextBoolean(),
                        think.plusMillis(1),
                        warmup);
            case 3 -> new Shape.CountedUsers(1 + random.nextInt(20), 1 + random.nextInt(200), think, warmup);
            default -> new Shape.Until(length, Duration.ofMillis(1 + random.nextInt(1_000)));
        };
    }
}
