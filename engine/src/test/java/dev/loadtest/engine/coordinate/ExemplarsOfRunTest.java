package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.JourneyFixture.step;
import static dev.loadtest.engine.coordinate.JourneyFixture.times;
import static dev.loadtest.engine.coordinate.JourneyFixture.until;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.journeys;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.result.exemplar.Exemplar.Outcome;
import dev.loadtest.engine.result.exemplar.ExemplarList;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Failure;
import dev.loadtest.engine.run.FakeTransport.Fate;
import dev.loadtest.engine.run.FakeTransport.Silence;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.ErrorCause;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The slowest and the first failed requests of a run, by phase and request. */
class ExemplarsOfRunTest {
    private static final Map<String, ValueSource> ID = Map.of("id", new ValueSource.Range(0, 1_000_000_000_000L));

    private static PlanFixture burst(long requests) {
        return plan().request("get", ID, List.of())
                .phase(phase("load", "get").burst(requests).iterations(3).maxFailures(new FailureLimit.Percent(100)));
    }

    /** Delay in milliseconds, a function of the request. */
    private static long delay(String target) {
        return 10 + (target.hashCode() & 0x7fffffff) % 5_000;
    }

    private static boolean fails(String target) {
        return target.hashCode() % 13 == 0;
    }

    private static Fate answer(PreparedRequest request) {
        return new Answer(
                delay(request.target()) * 1_000_000, fails(request.target()) ? 500 : 200, "of " + request.target());
    }

    private static ExemplarList only(RunResult result) {
        assertThat(result.exemplars()).hasSize(1);
        return result.exemplars().getFirst();
    }

    private static List<String> targets(List<Exemplar> exemplars) {
        return exemplars.stream()
                .map(it -> "GET /get?id=" + it.sent().values().get("id"))
                .toList();
    }

    @Nested
    class OverWorkers {
        @ParameterizedTest
        @org.junit.jupiter.params.provider.ValueSource(ints = {1, 2, 5})
        void slowestAreThoseOfAllRequests(int workers) {
            VirtualRun run = new VirtualRun(burst(150).build(), workers, 1_000, ExemplarsOfRunTest::answer).start();
            ExemplarList list = only(run.finish());

            List<String> slowest = run.sent().stream()
                    .sorted(Comparator.comparingLong(it -> -delay(it.substring(4))))
                    .limit(5)
                    .toList();
            assertThat(targets(list.slowest())).isEqualTo(slowest);
            assertThat(list.slowest()).allSatisfy(it -> assertThat(it.times().responseMicros())
                    .isBetween(delay(target(it)) * 1_000, delay(target(it)) * 1_000 + 300));
        }

        private String target(Exemplar it) {
            return "/get?id=" + it.sent().values().get("id");
        }

        @ParameterizedTest
        @org.junit.jupiter.params.provider.ValueSource(ints = {1, 2, 5})
        void failedAreTheFirstOfTheFirstCase(int workers) {
            VirtualRun run = new VirtualRun(burst(150).build(), workers, 1_000, ExemplarsOfRunTest::answer).start();
            ExemplarList list = only(run.finish());

            assertThat(list.failed()).hasSize(5).allSatisfy(it -> {
                assertThat(it.sent().caseId()).isEqualTo("load[iter0]");
                assertThat(it.end().reason()).isEqualTo("expected status 2xx, found 500");
                assertThat(it.answer().body()).startsWith("of /get?id=");
            });
            // All of a burst are planned at one instant.
            assertThat(list.failed()).extracting(it -> it.sent().k()).isSorted();
            List<String> failed =
                    run.sent().stream().filter(it -> fails(it.substring(4))).toList();
            assertThat(failed).containsAll(targets(list.failed()));
        }
    }

    @Nested
    class Outcomes {
        private ExemplarList of(Function<PreparedRequest, Fate> target) {
            return only(new VirtualRun(burst(1).build(), 1, 10, target).start().finish());
        }

        @Test
        void errorsHaveTheirCause() {
            ExemplarList list = of(request -> new Failure(1_000_000, ErrorCause.RESET, "the peer left"));

            assertThat(list.slowest()).isEmpty();
            assertThat(list.failed())
                    .extracting(Exemplar::end)
                    .containsOnly(new Exemplar.End(Outcome.ERROR, 0, "reset", "the peer left"));
        }

        @Test
        void timeoutsAreSlowAndFailed() {
            ExemplarList list = of(request -> new Silence());

            assertThat(list.slowest()).isEqualTo(list.failed());
            assertThat(list.failed()).allSatisfy(it -> {
                assertThat(it.end().outcome()).isEqualTo(Outcome.TIMEOUT);
                assertThat(it.end().reason()).isEqualTo("no whole response within 30s");
                assertThat(it.times().responseMicros()).isGreaterThanOrEqualTo(30_000_000);
            });
        }

        @Test
        void bodiesAreCut() {
            ExemplarList list = of(request -> new Answer(1_000_000, 500, "x".repeat(2047) + "äöü"));

            assertThat(list.failed()).allSatisfy(it -> {
                // Half of a character is not shown.
                assertThat(it.answer().body()).isEqualTo("x".repeat(2047));
                assertThat(it.answer().truncated()).isTrue();
            });
        }

        @Test
        void successesAreNoFailures() {
            ExemplarList list = of(request -> new Answer(1_000_000, 200, "fine"));

            assertThat(list.failed()).isEmpty();
            assertThat(list.slowest()).hasSize(3).allSatisfy(it -> {
                assertThat(it.end()).isEqualTo(new Exemplar.End(Outcome.SUCCEEDED, 200, "", ""));
                assertThat(it.answer().body()).isEqualTo("fine");
            });
        }
    }

    @Nested
    class Secrets {
        @Test
        void sensitiveValuesAreMaskedAndTheirBodiesWithheld() {
            Capture token = new Capture("token", new Capture.JsonPointer("/token"), true);
            LoadPlan plan = plan().at("login", "/login", token)
                    .at("echo", "/echo?of=${token}")
                    .journey("visit", step("login"), step("echo"))
                    .phase(journeys("load", "visit"))
                    .build();

            RunResult result = new VirtualRun(
                            plan,
                            1,
                            10,
                            request -> new Answer(
                                    1_000_000,
                                    request.target().equals("/login") ? 200 : 404,
                                    request.target().equals("/login") ? "hunter2!" : "unknown hunter2!"))
                    .start()
                    .finish();

            assertThat(result.exemplars().toString()).doesNotContain("hunter2");
            assertThat(result.exemplars()).extracting(ExemplarList::request).containsExactly("echo", "login");
            assertThat(result.exemplars()
                            .getFirst()
                            .failed()
                            .getFirst()
                            .answer()
                            .body())
                    .isEqualTo("unknown ***");
            assertThat(result.exemplars()
                            .getLast()
                            .slowest()
                            .getFirst()
                            .answer()
                            .note())
                    .isEqualTo("not shown: a sensitive value is captured from it");
        }
    }

    @Nested
    class OfJourneys {
        @Test
        void stepsAreCountedAsInSamples() {
            LoadPlan plan = plan().get("a")
                    .get("b")
                    .journey("visit", times("a", 2), step("b"))
                    .phase(journeys("load", "visit").burst(2))
                    .build();

            RunResult result = new VirtualRun(plan, 2, 10, VirtualRun.answering(5, 200))
                    .start()
                    .finish();

            assertThat(result.exemplars().getFirst().slowest())
                    .extracting(it ->
                            it.sent().journey() + it.sent().k() + it.sent().step())
                    .containsExactlyInAnyOrder("visit00", "visit01", "visit10", "visit11");
            assertThat(result.exemplars().getLast().slowest())
                    .extracting(it ->
                            it.sent().journey() + it.sent().k() + it.sent().step())
                    .containsExactlyInAnyOrder("visit02", "visit12");
        }

        @Test
        void onlyTheTryThatDecidesIsOne() {
            LoadPlan plan = plan().get("ready")
                    .journey("visit", until("ready", Duration.ofMinutes(1), Duration.ofSeconds(1)))
                    .phase(journeys("load", "visit"))
                    .build();
            int[] asked = {0};

            ExemplarList list =
                    only(new VirtualRun(plan, 1, 10, request -> new Answer(1_000_000, asked[0]++ < 3 ? 503 : 200, ""))
                            .start()
                            .finish());

            assertThat(list.failed()).isEmpty();
            assertThat(list.slowest()).extracting(it -> it.sent().attempt()).containsExactly(3L);
        }

        @Test
        void triesThatDoNotDecideAreNone() {
            LoadPlan plan = plan().get("a")
                    .get("b")
                    .journey("visit", step("a"), step("b"))
                    .phase(journeys("load", "visit")
                            .shape(new Shape.Until(Duration.ofMinutes(5), Duration.ofSeconds(1))))
                    .build();
            int[] asked = {0};

            RunResult result = new VirtualRun(
                            plan, 1, 10, request -> new Answer(1_000_000, asked[0]++ < 3 ? 503 : 200, ""))
                    .start()
                    .finish();

            assertThat(result.exemplars()).hasSize(2).allSatisfy(list -> {
                assertThat(list.failed()).isEmpty();
                assertThat(list.slowest())
                        .extracting(it -> it.sent().k(), it -> it.sent().kind())
                        .containsExactly(tuple(3L, Kind.TRACKED));
            });
        }
    }

    @Nested
    class WhenSomethingDies {
        private final LoadPlan slow = plan().get("get")
                .phase(phase("load", "get")
                        .maxFailures(new FailureLimit.Percent(100))
                        .shape(PlanFixture.constant(20, Duration.ofSeconds(20))))
                .build();

        /** The worker with the first request fails everything; its exemplars are then in no living worker. */
        @Test
        void checkpointKeepsThoseOfALostWorker() {
            VirtualCluster cluster = new VirtualCluster(slow, 2, request -> new Answer(5_000_000, 500, "broken"), 3);
            VirtualCluster.Driver first = cluster.drive();
            cluster.pass(6_000);
            cluster.killWorker(0);
            cluster.pass(8_000);
            first.die();

            RunResult result = cluster.finish(cluster.drive());

            assertThat(result.workersLost()).isEqualTo(1);
            assertThat(only(result).failed()).extracting(it -> it.sent().k()).containsExactly(0L, 1L, 2L, 3L, 4L);
        }

        @Test
        void takeoverReadsThemFromTheWorkers() {
            VirtualCluster cluster = new VirtualCluster(slow, 2, request -> new Answer(5_000_000, 500, "broken"), 3);
            VirtualCluster.Driver first = cluster.drive();
            cluster.pass(6_000);
            first.die();

            RunResult result = cluster.finish(cluster.drive());

            assertThat(only(result).failed()).extracting(it -> it.sent().k()).containsExactly(0L, 1L, 2L, 3L, 4L);
        }
    }
}
