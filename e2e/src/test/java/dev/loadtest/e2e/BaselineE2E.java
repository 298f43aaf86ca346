package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.BaselineStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The results ConfigMap of a run is the baseline of the next one. */
class BaselineE2E {
    private static final String MANIFEST = Scenario.read("e2e/scenarios/baseline/loadtest.yaml");

    @BeforeEach
    @AfterEach
    void operator() {
        Operator.ready();
    }

    /** The same test without a seed, compared with the first one. */
    private static String next(String results, String limit) {
        return MANIFEST.replace("name: base", "name: next")
                .replace(
                        "  seed: 7\n",
                        "  baseline: {results: {configMap: " + results + "}, undecided: Pass, limits: [{expr: \""
                                + limit + "\"}]}\n");
    }

    /** Returns the name of its results ConfigMap. */
    private static String resultsOfBase(Scenario scenario) {
        Run base = scenario.run(MANIFEST);
        assertThat(base.awaitEnd(120).verdict()).as(base::describe).isEqualTo(Verdict.PASSED);
        return Objects.requireNonNull(base.status().results()).replaceFirst("configmap/([^,]*).*", "$1");
    }

    private static BaselineStatus only(LoadTestStatus status) {
        return Objects.requireNonNull(status.baseline()).getFirst();
    }

    /** What the plan keeps of it is compared with, whatever happens to the results and to the operator meanwhile. */
    @Test
    void deletedBaselineAndKilledOperator() {
        try (Scenario scenario = Scenario.open("baseline-gone")) {
            PlotService plots = scenario.plots();
            String results = resultsOfBase(scenario);
            long before = plots.answered();
            Run next = scenario.run(next(results, "p50 <= +900%"));
            Kubernetes.within(60).until(() -> plots.answered() > before);

            scenario.client()
                    .configMaps()
                    .inNamespace(scenario.namespace())
                    .withName(results)
                    .delete();
            Operator.kill();

            LoadTestStatus ended = next.awaitEnd(240);
            assertThat(ended.verdict()).as(next::describe).isEqualTo(Verdict.PASSED);
            assertThat(ended.seed()).isEqualTo(7L);
            assertThat(only(ended).result()).isIn("Within", "Undecided");
            assertThat(only(ended).passed()).isTrue();
            JsonNode baseline = next.results().json().path("baseline");
            assertThat(baseline.path("source").asText()).isEqualTo("configmap/" + results);
            assertThat(baseline.at("/limits/0/base").asDouble()).isPositive();
        }
    }

    @Test
    void brokenLimitFails() {
        try (Scenario scenario = Scenario.open("baseline-broken")) {
            scenario.plots();
            Run next = scenario.run(next(resultsOfBase(scenario), "p50 <= -99%"));
            LoadTestStatus ended = next.awaitEnd(120);
            assertThat(ended.verdict()).as(next::describe).isEqualTo(Verdict.FAILED);
            assertThat(ended.message()).startsWith("baseline: p50 <= -99%: ");
            assertThat(only(ended).result()).isEqualTo("Beyond");
        }
    }

    @Test
    void missingBaselineIsRefused() {
        try (Scenario scenario = Scenario.open("baseline-missing")) {
            scenario.plots();
            Run next = scenario.run(next("none", "p50 <= +5%"));
            LoadTestStatus refused = next.await(
                    60, status -> status.message() != null && status.message().contains("spec.baseline"));
            assertThat(refused.state()).isEqualTo(State.PENDING);
            assertThat(refused.message()).contains("spec.baseline.results.configMap: there is no ConfigMap \"none\"");
        }
    }
}
