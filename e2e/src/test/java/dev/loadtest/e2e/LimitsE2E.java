package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import dev.loadtest.report.ResultsFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the chart's limits hold a LoadTest to. */
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
    void aPlanThatExceedsThemIsRefusedForAllReasonsAtOnce() {
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
    void usersAreHeldToTheRateAndTheResultSaysSo() {
        try (Scenario scenario = Scenario.open("users")) {
            PlotService plots = scenario.plots();

            Run run = scenario.run(Scenario.read("e2e/scenarios/limits/users.yaml"));

            assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            ResultsFile results = run.results();
            // Five seconds of fifty; and each of eight users may have begun with one.
            assertThat(plots.answered()).isEqualTo(results.total("sent")).isBetween(50L, 258L);
            assertThat(results.json().path("notes").toString())
                    .contains("Users were held to 50 requests a second, the most that the operator allows");
        }
    }
}
