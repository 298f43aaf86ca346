package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import dev.loadtest.report.ResultsFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * A host pattern allows public addresses of its hosts, and no way into the cluster, neither by name nor by redirect.
 */
class OpenRedirectE2E {

    @AfterAll
    static void allowNothingMore() {
        Operator.ready();
    }

    @Test
    void hostPatternExcludesServices() {
        Operator.ready("targets.allow={*.cluster.local}");
        try (Scenario scenario = Scenario.open("by-pattern");
                Scenario other = Scenario.open("tenant")) {
            PlotService plots = other.plots();

            Run run = Targets.aim(scenario, "http://plots." + other.namespace() + ".svc.cluster.local:8000");

            assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.FAILED);
            ResultsFile results = run.results();
            assertThat(results.json().at("/totals/tracked/errors/denied").asLong())
                    .isEqualTo(20);
            assertThat(results.json().at("/cases/0/reason").asText()).contains("is private");
            assertThat(plots.answered()).isZero();
        }
    }

    /** The first service is allowed by address; it redirects to a host that the pattern allows. */
    @Test
    void redirectReachesNoOtherTenant() {
        try (Scenario scenario = Scenario.open("redirected");
                Scenario front = Scenario.open("front");
                Scenario tenant = Scenario.open("victim")) {
            front.plots();
            PlotService victim = tenant.plots();
            String allowed = front.client()
                    .services()
                    .inNamespace(front.namespace())
                    .withName("plots")
                    .get()
                    .getSpec()
                    .getClusterIP();
            Operator.ready("targets.allow={*.cluster.local," + allowed + ":8000}");

            Run run = scenario.run(
                    Scenario.read("e2e/scenarios/targets/redirect.yaml"),
                    Manifests.spec(Map.of(
                            "target",
                            Map.of("url", "http://plots." + front.namespace() + ".svc.cluster.local:8000"),
                            "variants",
                            List.of(Map.of(
                                    "name",
                                    "v",
                                    "values",
                                    Map.of(
                                            "to",
                                            "http://plots." + tenant.namespace()
                                                    + ".svc.cluster.local:8000/health"))))));

            assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.FAILED);
            assertThat(run.results().json().at("/totals/tracked/errors/denied").asLong())
                    .isEqualTo(5);
            assertThat(victim.answered()).isZero();
        }
    }
}
