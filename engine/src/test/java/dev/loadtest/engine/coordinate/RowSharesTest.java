package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.JourneyFixture.byChance;
import static dev.loadtest.engine.coordinate.JourneyFixture.step;
import static dev.loadtest.engine.coordinate.JourneyFixture.times;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.journeys;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static dev.loadtest.engine.coordinate.VirtualRun.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.plan.ValueSource.Pick;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.run.FakeTransport.Failure;
import dev.loadtest.engine.run.transport.ErrorCause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which rows a run takes, for any number of workers. */
class RowSharesTest {
    private static Map<String, ValueSource> name(Pick pick) {
        return Map.of("user.name", new ValueSource.Row("user", "users", "name", pick, true));
    }

    private static PlanFixture users(long rows, Pick pick) {
        return plan().rows("users", rows, "name", "password").request("get", name(pick), List.of());
    }

    private static RunResult run(LoadPlan plan, int workers) {
        return new VirtualRun(plan, workers, 1_000, answering(10, 200)).start().finish();
    }

    static IntStream seeds() {
        return IntStream.range(0, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areTheSameForAnyNumberOfWorkers(int seed) {
        List<String> sentByOne = List.of();
        for (int workers = 1; workers <= 8; workers++) {
            VirtualRun run = new VirtualRun(random(new Random(seed)), workers, 1_000, answering(10, 200));
            RunResult result = run.start().finish();
            assertThat(result.verdict()).as(result.message()).isEqualTo(Verdict.PASSED);
            List<String> sent = run.sent().stream().sorted().toList();
            sentByOne = workers == 1 ? sent : sentByOne;
            assertThat(sent).as("%d workers", workers).isEqualTo(sentByOne);
        }
        assertThat(sentByOne).isNotEmpty();
    }

    private static LoadPlan random(Random random) {
        Pick[] picks = {Pick.CYCLE, Pick.RANDOM};
        return users(1 + random.nextInt(40), picks[random.nextInt(2)])
                .at("first", "/first/${user.name}")
                .seed(random.nextLong())
                .journey("walk", name(picks[random.nextInt(2)]), times("first", 2), byChance("get", 50))
                .phase(phase("p", "get").journey("walk", 2).shape(shape(random)).iterations(1 + random.nextInt(3)))
                .build();
    }

    private static Shape shape(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Shape.Burst(1 + random.nextInt(60));
            case 1 -> new Shape.CountedUsers(1 + random.nextInt(10), 60, Duration.ofMillis(5), Duration.ZERO);
            default -> PlanFixture.constant(1 + random.nextInt(20), Duration.ofSeconds(3));
        };
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void onceNeverRepeatsOne(int seed) {
        for (int workers = 1; workers <= 8; workers++) {
            Random random = new Random(seed);
            Shape shape = shape(random);
            int iterations = 1 + random.nextInt(3);
            LoadPlan plan = users(600, Pick.ONCE)
                    .seed(random.nextLong())
                    .phase(phase("p", "get").shape(shape).iterations(iterations))
                    .build();
            VirtualRun run = new VirtualRun(plan, workers, 1_000, answering(10, 200));
            assertThat(run.start().finish().verdict()).isEqualTo(Verdict.PASSED);
            assertThat(run.sent()).doesNotHaveDuplicates().isNotEmpty();
        }
    }

    @Test
    void aJourneyKeepsItsRow() {
        LoadPlan plan = plan().rows("users", 3, "name", "password")
                .at("in", "/in/${user.name}")
                .at("out", "/out/${user.name}")
                .journey("visit", name(Pick.CYCLE), step("in"), step("out"))
                .phase(journeys("p", "visit").burst(4))
                .build();
        VirtualRun run = new VirtualRun(plan, 2, 10, answering(10, 200));
        assertThat(run.start().finish().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(run.sent())
                .containsExactlyInAnyOrder(
                        "GET /in/name-0",
                        "GET /out/name-0",
                        "GET /in/name-1",
                        "GET /out/name-1",
                        "GET /in/name-2",
                        "GET /out/name-2",
                        "GET /in/name-0",
                        "GET /out/name-0");
    }

    @Nested
    class WithoutARow {
        private final Shape fiveUsers = new Shape.TimedUsers(
                5, List.of(new Shape.UserStage(Duration.ofSeconds(2), 5)), true, Duration.ofMillis(100), Duration.ZERO);

        @Test
        void usersEndAndTheirCaseFails() {
            for (int workers = 1; workers <= 8; workers++) {
                LoadPlan plan = users(12, Pick.ONCE)
                        .phase(phase("p", "get").shape(fiveUsers))
                        .build();
                VirtualRun run = new VirtualRun(plan, workers, 1_000, answering(10, 200));
                RunResult result = run.start().finish();
                assertThat(run.sent()).hasSize(12).doesNotHaveDuplicates();
                assertThat(notSent(result, "get")).isEqualTo(Map.of("rows", 5L));
                assertThat(result.cases().getFirst().outcome()).isEqualTo(Outcome.FAILED);
                assertThat(result.cases().getFirst().reason()).isEqualTo("no row was left: 5 requests were not sent");
                assertThat(result.message()).doesNotContain("do not close");
            }
        }

        @Test
        void journeysAreNotBegun() {
            LoadPlan plan = plan().rows("users", 3, "name", "password")
                    .at("in", "/in/${user.name}")
                    .get("ok")
                    .journey("visit", name(Pick.ONCE), step("in"), times("ok", 2))
                    .phase(journeys("p", "visit").shape(fiveUsers))
                    .build();
            RunResult result = run(plan, 2);
            assertThat(result.totals()
                            .journeys()
                            .get("visit")
                            .kind(Kind.TRACKED)
                            .notSent())
                    .isEqualTo(Map.of("rows", 5L));
            assertThat(notSent(result, "in")).isEqualTo(Map.of("rows", 5L));
            assertThat(notSent(result, "ok")).isEqualTo(Map.of("rows", 10L));
            assertThat(result.cases().getFirst().reason()).isEqualTo("no row was left: 15 requests were not sent");
        }

        @Test
        void anUntilEnds() {
            LoadPlan plan = users(3, Pick.ONCE)
                    .phase(phase("p", "get").shape(new Shape.Until(Duration.ofMinutes(1), Duration.ofSeconds(1))))
                    .build();
            VirtualRun run = new VirtualRun(plan, 2, 10, answering(10, 503));
            RunResult result = run.start().finish();
            assertThat(run.sent()).hasSize(3);
            assertThat(notSent(result, "get")).isEqualTo(Map.of("rows", 1L));
            assertThat(result.cases().getFirst().outcome()).isEqualTo(Outcome.FAILED);
            assertThat(result.cases().getFirst().reason()).contains("no row was left: 1 request was not sent");
        }

        private Map<String, Long> notSent(RunResult result, String request) {
            return result.totals().requests().get(request).kind(Kind.TRACKED).notSent();
        }
    }

    @Nested
    class Sensitive {
        @Test
        void isMaskedInReasonsOfFailures() {
            LoadPlan plan = plan().rows("users", 3, "name", "password")
                    .at("in", "/in/${user.name}")
                    .journey("visit", name(Pick.CYCLE), step("in"))
                    .request("get", name(Pick.CYCLE), List.of())
                    .phase(journeys("p", "visit"))
                    .phase(phase("q", "get"))
                    .build();
            RunResult result = new VirtualRun(
                            plan,
                            1,
                            10,
                            request -> new Failure(1_000_000, ErrorCause.RESET, "of name-0, password-0, name-1"))
                    .start()
                    .finish();
            assertThat(result.cases()).allSatisfy(it -> assertThat(it.reason()).contains("of ***, ***, name-1"));
        }
    }
}
