package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import dev.loadtest.report.ResultsFile;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The chart's limits on a LoadTest. */
class LimitsE2E {

    @BeforeAll
    static void limit() {
        Operator.ready("limits.maxParallelism=2", "limits.maxDuration=10m", "limits.maxRequestsPerSecond=50");
    }

    @AfterAll
    static void unlimited() {
        Operator.ready();
    }

    @Test
    void excessivePlanIsRefused() {
        try (Scenario scenario = Scenario.open("too-much")) {
            scenario.plots();

            Run run = scenario.run(Scenario.read("e2e/scenarios/limits/too-much.yaml"));

            String message = run.await(
                            30, it -> it.message() != null && !it.message().isEmpty())
                    .message();
            assertThat(message)
                    .contains("spec.parallelism: 3 is more than the operator allows (limits.maxParallelism 2)")
                    .contains("spec.activeDeadlineSeconds: the run may take 1h, more than the operator allows"
                            + " (limits.maxDuration 10m)")
                    .contains("spec.phases[0].burst: sends 60 requests at once, more than the operator allows"
                            + " (limits.maxRequestsPerSecond 50)")
                    .contains("spec.phases[1].rate: sends up to 80 requests a second")
                    .contains("spec.worker.image: the operator does not allow another image");
            Targets.assertNoJobs(scenario);
        }
    }

    @Test
    void usersAreHeldToRate() {
        try (Scenario scenario = Scenario.open("users")) {
            PlotService plots = scenario.plots();

            Run run = scenario.run(Scenario.read("e2e/scenarios/limits/users.yaml"));

            assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            ResultsFile results = run.results();
            // Five of fifty seconds, plus one initial request of each of eight users.
            assertThat(plots.answered()).isEqualTo(results.total("sent")).isBetween(50L, 258L);
            assertThat(results.json().path("notes").toString())
                    .contains("Requests were held to 50 a second, the most that the operator allows");
        }
    }

    @Test
    void burstsAreHeldToRate() {
        try (Scenario scenario = Scenario.open("bursts")) {
            PlotService plots = scenario.plots();

            Run run = scenario.run(Scenario.read("e2e/scenarios/limits/bursts.yaml"));

            assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            ResultsFile results = run.results();
            assertThat(plots.answered()).isEqualTo(results.total("sent")).isEqualTo(500L);
            long sent = 0;
            for (JsonNode second : results.json().path("timeline")) {
                sent += second.path("sent").asLong();
                assertThat(sent)
                        .as(second.toString())
                        .isLessThanOrEqualTo(50 * (second.path("second").asLong() + 2) + 2);
            }
            assertThat(results.json().path("notes").toString()).contains("Requests were held to 50 a second");
        }
    }

    @Test
    void longDrainIsRefused() {
        try (Scenario scenario = Scenario.open("drain")) {
            scenario.plots();
            Run run = scenario.run(
                    Scenario.read("e2e/scenarios/limits/users.yaml"), Manifests.spec(Map.of("drain", "700h")));
            assertThat(run.await(30, it -> it.state() == State.PENDING).message())
                    .startsWith("spec.drain: after 1m the end may wait 700h more");
        }
    }

    @Test
    void longSuspensionGivesPlaceBack() {
        Operator.ready("limits.maxConcurrentRunsPerNamespace=1", "limits.maxSuspended=5s", "limits.maxDuration=100s");
        String users = Scenario.read("e2e/scenarios/limits/users.yaml");
        try (Scenario scenario = Scenario.open("suspended")) {
            scenario.plots();
            Run first = scenario.run(users, Manifests.spec(Map.of("activeDeadlineSeconds", 50, "drain", "5s")));
            first.awaitState(60, State.RUNNING);
            Run second = scenario.run(
                    Scenario.read("e2e/scenarios/operator-loss/brief.yaml"),
                    Manifests.spec(Map.of("activeDeadlineSeconds", 50, "drain", "5s")));
            assertThat(second.await(30, it -> it.state() == State.PENDING).message())
                    .contains("limits.maxConcurrentRunsPerNamespace 1");

            first.patch("{\"suspend\": true}");
            first.await(30, it -> it.message() != null && it.message().contains("limits.maxSuspended"));
            second.awaitState(60, State.RUNNING);
            first.patch("{\"suspend\": false}");
            first.await(
                    20, it -> it.message() != null && it.message().startsWith("to be resumed; waiting for one of 1"));
            assertThat(second.awaitEnd(60).verdict()).as(second::describe).isEqualTo(Verdict.PASSED);
            first.await(20, it -> it.state() != State.SUSPENDED);
            first.patch("{\"suspend\": true}");

            LoadTestStatus end = first.awaitEnd(130);
            assertThat(end.completionTime()).isNotNull();
        } finally {
            limit();
        }
    }
}
