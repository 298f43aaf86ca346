package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Fate;
import dev.loadtest.engine.run.request.PreparedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What journeys plan and send does not depend on the number of workers, given a target that answers alike. */
class JourneySharesTest {
    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sameForAnyNumberOfWorkers(int seed) {
        RunResult one = null;
        List<String> sentByOne = List.of();
        for (int workers = 1; workers <= 8; workers++) {
            VirtualRun run = new VirtualRun(randomPlan(new Random(seed)), workers, 1_000, JourneySharesTest::fate);
            RunResult result = run.start().finish();
            List<String> sent = run.sent().stream().sorted().toList();
            assertThat(result.message()).doesNotContain("do not close");
            if (one == null) {
                one = result;
                sentByOne = sent;
            }
            assertThat(sent).as("%d workers", workers).isEqualTo(sentByOne);
            assertThat(counts(result)).as("%d workers", workers).isEqualTo(counts(one));
        }
        assertThat(sentByOne).isNotEmpty();
    }

    private static List<String> counts(RunResult result) {
        List<String> counts = new java.util.ArrayList<>();
        result.totals().requests().forEach((name, books) -> books.kinds()
                .forEach((kind, entry) -> counts.add(
                        name + " " + kind + " " + entry.planned() + " " + entry.sent() + " " + entry.notSent())));
        result.totals().journeys().forEach((name, books) -> books.kinds()
                .forEach((kind, entry) -> counts.add(
                        name + " " + kind + " " + entry.planned() + " " + entry.succeeded() + " " + entry.errors())));
        return counts;
    }

    /** The same for equal requests. */
    private static Fate fate(PreparedRequest request) {
        int hash = request.target().hashCode();
        return new Answer(
                1_000_000L + Math.floorMod(hash, 50) * 1_000_000L, Math.floorMod(hash, 7) == 0 ? 500 : 200, "");
    }

    private static LoadPlan randomPlan(Random random) {
        Map<String, ValueSource> drawn = Map.of("x", new ValueSource.Range(0, 1_000_000));
        PlanFixture plan = plan().request("a", drawn, List.of())
                .request("b", Map.of("u", new ValueSource.Uuid()), List.of())
                .target("other", 1_000)
                .to(random.nextBoolean() ? "other" : "default")
                .at("c", "/c/${own}")
                .seed(random.nextLong())
                .journey(
                        "walk",
                        Map.of("own", new ValueSource.Range(0, 1_000)),
                        RandomJourneys.steps(random, "a", "b", "c"));
        Shape shape =
                switch (random.nextInt(3)) {
                    case 0 -> new Shape.Burst(1 + random.nextInt(60));
                    case 1 -> new Shape.CountedUsers(1 + random.nextInt(10), 60, Duration.ofMillis(5), Duration.ZERO);
                    default -> PlanFixture.constant(1 + random.nextInt(20), Duration.ofSeconds(3));
                };
        PlanFixture.PhaseFixture phase = random.nextBoolean() ? phase("p", "a") : phase("p");
        phase.journey("walk", 2).shape(shape).maxFailures(new FailureLimit.Percent(100));
        if (random.nextBoolean()) {
            phase.trackedPercent(50);
        }
        return plan.phase(phase).build();
    }
}
