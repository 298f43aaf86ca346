package dev.loadtest.engine.coordinate;

import static dev.loadtest.engine.coordinate.JourneyFixture.byChance;
import static dev.loadtest.engine.coordinate.JourneyFixture.forgiven;
import static dev.loadtest.engine.coordinate.JourneyFixture.step;
import static dev.loadtest.engine.coordinate.JourneyFixture.times;
import static dev.loadtest.engine.coordinate.JourneyFixture.until;
import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.journeys;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.FailureLimit;
import dev.loadtest.engine.plan.Kind;
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
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Journeys of a run in virtual time: their steps, failures, captures and books. */
class JourneyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Capture CART = new Capture("cart", new Capture.JsonPointer("/cart"), false);

    private static PlanFixture shop() {
        return plan().get("login").at("add", "/carts", CART).at("pay", "/carts/${cart}");
    }

    private static RunResult run(LoadPlan plan, Function<PreparedRequest, Fate> target) {
        return new VirtualRun(plan, 1, 10, target).start().finish();
    }

    /** Answers after 10 ms; a request that contains a text fails. */
    private static Function<PreparedRequest, Fate> failing(String text) {
        return request -> new Answer(10_000_000, request.target().contains(text) ? 500 : 200, "c7");
    }

    private static Books.Entry journey(RunResult result) {
        return result.totals().journeys().get("buy").kind(Kind.TRACKED);
    }

    private static Books.Entry request(RunResult result, String name) {
        return result.totals().requests().get(name).kind(Kind.TRACKED);
    }

    @Nested
    class Steps {
        @Test
        void followEachOtherAfterTheirPauses() {
            LoadPlan plan = shop().journey("buy", step("login", SECOND), step("add", SECOND), step("pay"))
                    .phase(journeys("p", "buy"))
                    .build();
            VirtualRun run = new VirtualRun(plan, 1, 10, failing("nothing")).start();
            RunResult result = run.finish();
            assertThat(run.sent()).containsExactly("GET /login", "GET /carts", "GET /carts/c7");
            assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
            assertThat(journey(result).succeeded()).isEqualTo(1);
            assertThat(journey(result).response().max()).isBetween(2_030_000L, 2_031_000L);
            assertThat(request(result, "pay").response().max()).isBetween(10_000L, 10_100L);
        }

        @Test
        void areSentSeveralTimes() {
            LoadPlan plan = shop().journey("buy", times("login", 3))
                    .phase(journeys("p", "buy").burst(2))
                    .build();
            RunResult result = run(plan, failing("nothing"));
            assertThat(request(result, "login").sent()).isEqualTo(6);
            assertThat(journey(result).planned()).isEqualTo(2);
        }

        @Test
        void happenByChance() {
            LoadPlan plan = shop().journey("buy", step("login"), byChance("add", 30))
                    .phase(journeys("p", "buy").burst(1_000))
                    .build();
            RunResult result = run(plan, failing("nothing"));
            assertThat(request(result, "login").sent()).isEqualTo(1_000);
            assertThat(request(result, "add").planned()).isBetween(240L, 360L);
            assertThat(request(result, "add").notSent()).isEmpty();
        }

        @Test
        void waitForAFreeConnection() {
            LoadPlan plan = shop().journey("buy", step("login"), step("add"))
                    .phase(journeys("p", "buy").burst(3))
                    .build();
            VirtualRun run = new VirtualRun(plan, 1, 1, failing("nothing")).start();
            RunResult result = run.finish();
            // A journey under way precedes one that has not begun.
            assertThat(run.sent())
                    .containsExactly(
                            "GET /login", "GET /carts", "GET /login", "GET /carts", "GET /login", "GET /carts");
            assertThat(request(result, "login").held().count()).isEqualTo(2);
            assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        }
    }

    @Nested
    class Failures {
        @Test
        void endTheJourney() {
            LoadPlan plan = shop().journey("buy", step("login"), times("add", 2), step("pay"))
                    .phase(journeys("p", "buy").burst(4))
                    .build();
            RunResult result = run(plan, failing("/carts"));
            assertThat(request(result, "add").sent()).isEqualTo(4);
            assertThat(request(result, "add").notSent()).containsExactly(Map.entry("journeyEnded", 4L));
            assertThat(request(result, "pay").notSent()).containsExactly(Map.entry("journeyEnded", 4L));
            assertThat(journey(result).errors()).containsExactly(Map.entry("add", 4L));
            assertThat(journey(result).closes()).isTrue();
            assertThat(result.cases().getFirst().reason())
                    .isEqualTo("4 of 4 tracked journeys failed: buy: add: status 500 x 4");
        }

        @Test
        void continueOnFailure() {
            LoadPlan plan = shop().journey("buy", forgiven("login"), step("add"))
                    .phase(journeys("p", "buy"))
                    .build();
            RunResult result = run(plan, failing("/login"));
            assertThat(request(result, "login").unexpected()).isEqualTo(1);
            assertThat(journey(result).succeeded()).isEqualTo(1);
            assertThat(result.cases().getFirst().outcome()).isEqualTo(Outcome.PASSED);
        }

        @Test
        void countOnceAJourney() {
            LoadPlan plan = shop().journey("buy", forgiven("add"), forgiven("add"), step("add"))
                    .phase(journeys("p", "buy").burst(2).maxFailures(new FailureLimit.Count(2)))
                    .build();
            RunResult result = run(plan, failing("/carts"));
            assertThat(request(result, "add").unexpected()).isEqualTo(6);
            assertThat(result.cases().getFirst().outcome()).isEqualTo(Outcome.PASSED);
        }
    }

    @Nested
    class Captures {
        @Test
        void precedeValuesOfJourney() {
            LoadPlan plan = shop().journey(
                            "buy",
                            Map.of("cart", new ValueSource.OneOf(List.of("own"))),
                            step("pay"),
                            step("add"),
                            step("pay"))
                    .phase(journeys("p", "buy"))
                    .build();
            VirtualRun run = new VirtualRun(plan, 1, 10, failing("nothing")).start();
            run.finish();
            assertThat(run.sent()).containsExactly("GET /carts/own", "GET /carts", "GET /carts/c7");
        }

        @Test
        void areOfOneJourney() {
            LoadPlan plan = shop().journey("buy", step("add"), step("pay", SECOND))
                    .phase(journeys("p", "buy").burst(20))
                    .build();
            int[] carts = {0};
            VirtualRun run =
                    new VirtualRun(plan, 2, 10, request -> new Answer(1_000_000, 200, "c" + carts[0]++)).start();
            run.finish();
            assertThat(run.sent().stream()
                            .filter(it -> it.startsWith("GET /carts/"))
                            .distinct())
                    .hasSize(20);
        }

        @Test
        void missingCaptureEndsJourney() {
            Capture missing = new Capture("cart", new Capture.ResponseHeader("X-Cart"), false);
            LoadPlan plan = plan().at("add", "/carts", missing)
                    .at("pay", "/carts/${cart}")
                    .journey("buy", step("add"), step("pay"))
                    .phase(journeys("p", "buy"))
                    .build();
            RunResult result = run(plan, failing("nothing"));
            assertThat(request(result, "pay").notSent()).containsExactly(Map.entry("journeyEnded", 1L));
            assertThat(journey(result).errors()).containsExactly(Map.entry("pay", 1L));
            assertThat(result.cases().getFirst().reason())
                    .contains("buy: pay: ${cart} was not captured: the response has no header X-Cart");
        }

        @Test
        void joinPoolOfLaterPhases() {
            LoadPlan plan = shop().request("use", Map.of("c", new ValueSource.Captured("cart")), List.of())
                    .journey("buy", times("add", 3))
                    .phase(journeys("p", "buy").burst(2))
                    .phase(PlanFixture.PhaseFixture.phase("q", "use").needs("p"))
                    .build();
            VirtualRun run = new VirtualRun(plan, 1, 10, failing("nothing")).start();
            RunResult result = run.finish();
            assertThat(result.cases().getFirst().captured()).containsExactly(Map.entry("cart", 6L));
            assertThat(run.sent()).last().isEqualTo("GET /use?c=c7");
        }
    }

    @Nested
    class UntilSteps {
        @Test
        void lastTryDecides() {
            LoadPlan plan = shop().journey("buy", until("login", Duration.ofMinutes(1), SECOND), step("add"))
                    .phase(journeys("p", "buy"))
                    .build();
            int[] tries = {0};
            RunResult result = run(
                    plan,
                    request -> new Answer(
                            10_000_000, request.target().equals("/login") && ++tries[0] < 4 ? 503 : 200, ""));
            assertThat(request(result, "login").planned()).isEqualTo(1);
            assertThat(request(result, "login").succeeded()).isEqualTo(1);
            assertThat(result.totals()
                            .requests()
                            .get("login")
                            .kind(Kind.UNSCORED)
                            .unexpected())
                    .isEqualTo(3);
            assertThat(journey(result).response().max()).isBetween(3_050_000L, 3_051_000L);
        }

        @Test
        void failAtTimeout() {
            LoadPlan plan = shop().journey("buy", until("login", Duration.ofSeconds(3), SECOND), step("add"))
                    .phase(journeys("p", "buy"))
                    .build();
            RunResult result = run(plan, failing("/login"));
            assertThat(request(result, "login").unexpected()).isEqualTo(1);
            assertThat(request(result, "add").notSent()).containsExactly(Map.entry("journeyEnded", 1L));
            assertThat(journey(result).errors()).containsExactly(Map.entry("login", 1L));
        }
    }

    @Nested
    class Ends {
        private final LoadPlan slow = shop().journey("buy", step("login"), step("add", Duration.ofSeconds(60)))
                .phase(journeys("p", "buy").burst(3).timeout(Duration.ofSeconds(20)))
                .build();

        @Test
        void byCaseTimeout() {
            RunResult result = run(slow, failing("nothing"));
            assertThat(journey(result).timeouts()).isEqualTo(3);
            assertThat(request(result, "add").notSent()).containsExactly(Map.entry("caseTimeout", 3L));
            assertThat(result.cases().getFirst().outcome()).isEqualTo(Outcome.FAILED);
        }

        @Test
        void byStop() {
            VirtualRun run =
                    new VirtualRun(slow, 1, 10, failing("nothing")).start().pass(5_000);
            run.coordinator().stop("for the test");
            RunResult result = run.finish();
            assertThat(journey(result).unresolved()).isEqualTo(3);
            assertThat(request(result, "add").notSent()).containsExactly(Map.entry("stopped", 3L));
        }

        @Test
        void byLossOfWorker() {
            VirtualRun run =
                    new VirtualRun(slow, 2, 10, failing("nothing")).start().pass(5_000);
            run.worker(0).die();
            run.worker(1).die();
            RunResult result = run.finish();
            assertThat(journey(result).unresolved()).isEqualTo(3);
            assertThat(request(result, "login").succeeded()).isEqualTo(3);
            assertThat(request(result, "add").notSent()).containsExactly(Map.entry("workerLost", 3L));
        }

        @Test
        void untrackedJourneysHoldNoCase() {
            LoadPlan plan = shop().journey("buy", step("login"), step("add"))
                    .phase(journeys("p", "buy").burst(3).tracked(0))
                    .build();
            RunResult result = run(
                    plan,
                    request -> new Answer(request.target().equals("/login") ? 10_000_000 : 9_000_000_000L, 200, ""));
            assertThat(result.cases().getFirst().seconds()).isLessThan(1);
            assertThat(result.totals()
                            .journeys()
                            .get("buy")
                            .kind(Kind.FIRE_AND_FORGET)
                            .succeeded())
                    .isEqualTo(3);
        }

        @Test
        void moveByPause() {
            LoadPlan plan = shop().journey("buy", step("login"), step("add", Duration.ofSeconds(10)))
                    .phase(journeys("p", "buy"))
                    .build();
            VirtualRun run =
                    new VirtualRun(plan, 1, 10, failing("nothing")).start().pass(5_000);
            run.coordinator().suspend("for the test");
            run.pass(60_000);
            assertThat(run.sent()).hasSize(1);
            run.coordinator().resume();
            RunResult result = run.finish();
            assertThat(run.sent()).hasSize(2);
            assertThat(request(result, "add").late()).isZero();
            assertThat(journey(result).response().max()).isBetween(70_000_000L, 70_300_000L);
        }
    }

    @Nested
    class Users {
        @Test
        void runJourneysInSequence() {
            LoadPlan plan = shop().journey("buy", step("login"), step("add", SECOND))
                    .phase(journeys("p", "buy").shape(new Shape.CountedUsers(2, 10, Duration.ZERO, Duration.ZERO)))
                    .build();
            RunResult result = run(plan, failing("nothing"));
            assertThat(journey(result).succeeded()).isEqualTo(10);
            assertThat(result.cases().getFirst().seconds()).isBetween(5.0, 5.3);
        }
    }

    @Nested
    class Thresholds {
        @Test
        void selectByJourneyLabel() {
            LoadPlan plan = shop().journey("buy", step("login"), step("add", SECOND))
                    .phase(journeys("p", "buy").burst(4))
                    .threshold("p99{journey=buy} < 1s", false)
                    .threshold("p99{request=add} < 1s", false)
                    .threshold("failures{journey=buy} == 0", false)
                    .threshold("count{journey=buy} == 4", false)
                    .build();
            RunResult result = run(plan, failing("nothing"));
            assertThat(result.thresholds())
                    .extracting(it -> it.result().label())
                    .containsExactly("Failed", "Passed", "Passed", "Passed");
        }
    }
}
