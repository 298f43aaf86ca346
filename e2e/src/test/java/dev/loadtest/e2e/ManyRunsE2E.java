package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Many concurrent runs do not affect each other, within the chart's limit. */
class ManyRunsE2E {
    private static final String STEADY = "e2e/scenarios/many-runs/steady.yaml";
    private static final Map<String, String> ENDPOINTS = Map.of("health", "GET /health");

    @AfterAll
    static void unlimited() {
        Operator.ready();
    }

    @Test
    void threeNamespaces() {
        Operator.ready();
        try (Scenario one = Scenario.open("one");
                Scenario two = Scenario.open("two");
                Scenario three = Scenario.open("three")) {
            List<Scenario> all = List.of(one, two, three);
            List<PlotService> plots = all.stream().map(Scenario::plots).toList();

            // Equal names, so that only the namespace distinguishes them.
            List<Run> runs = all.stream()
                    .map(scenario -> scenario.run(Scenario.read(STEADY)))
                    .toList();

            for (int i = 0; i < runs.size(); i++) {
                Run run = runs.get(i);
                assertThat(run.awaitEnd(180).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
                assertThat(run.results().statuses(ENDPOINTS))
                        .isEqualTo(plots.get(i).counts())
                        .isEqualTo(Map.of("GET /health", Map.of("200", 200L)));
            }
        }
    }

    @Test
    void excessRunWaits() {
        Operator.ready("limits.maxConcurrentRuns=1");
        try (Scenario one = Scenario.open("first");
                Scenario two = Scenario.open("second")) {
            one.plots();
            two.plots();
            Run first = one.run(Scenario.read(STEADY));
            first.await(60, status -> status.startTime() != null);

            Run second = two.run(Scenario.read(STEADY));

            assertThat(second.await(30, status -> status.state() == State.PENDING)
                            .message())
                    .isEqualTo("waiting for one of 1 runs to end (limits.maxConcurrentRuns 1)");
            Targets.assertNoJobs(two);
            assertThat(first.awaitEnd(120).verdict()).as(first::describe).isEqualTo(Verdict.PASSED);
            assertThat(second.awaitEnd(120).verdict()).as(second::describe).isEqualTo(Verdict.PASSED);
            assertThat(second.status().startTime())
                    .isGreaterThanOrEqualTo(first.status().completionTime());
        }
    }
}
