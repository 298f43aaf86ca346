package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import dev.loadtest.report.ResultsFile;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Phases side by side on three workers, whose operator dies in the middle of a group. */
class GroupsE2E {
    private static final Map<String, String> ENDPOINTS = Map.of(
            "login", "POST /shop/login",
            "browse", "GET /shop/products",
            "open", "POST /shop/carts",
            "pay", "POST /shop/payments");

    @BeforeEach
    @AfterEach
    void operator() {
        Operator.ready();
    }

    @Test
    void theOperatorKilledInTheMiddleOfAGroup() {
        try (Scenario scenario = Scenario.open("groups-killed")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(sideBySide("20s"));
            Kubernetes.within(60).until(() -> plots.answered() > 200);

            Operator.kill();

            assertThat(run.awaitEnd(240).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            JsonNode results = run.results().json();
            assertThat(results.at("/phases/0/group").asText()).isEqualTo("weekday");
            assertThat(results.at("/cases/1/startTime").asText())
                    .as("browsing and checkout begin together")
                    .isEqualTo(results.at("/cases/0/startTime").asText());
            assertThat(results.at("/phases/0/tracked/planned").asLong()).isEqualTo(1_000);
            assertThat(results.at("/phases/1/journeys/buy/tracked/planned").asLong())
                    .isEqualTo(100);
            assertSentIsCounted(run.results(), plots);
        }
    }

    /** The example, with a first group of so long; a busy node is no failure of this test. */
    private static String sideBySide(String duration) {
        return Scenario.read("examples/side-by-side/loadtest.yaml")
                .replace("duration: 3s}, maxLateness", "duration: " + duration + "}, maxLateness")
                .replace("maxLateness: 250ms", "maxLateness: 30s")
                .replace("    thresholds: [{expr: \"p99{journey=buy} < 2s\"}]", "    maxLateness: 30s")
                .replaceFirst("(?m)^spec:$", "spec:\n  parallelism: 3");
    }

    private static void assertSentIsCounted(ResultsFile results, PlotService plots) {
        Map<String, ? extends Map<String, Long>> counts = plots.counts();
        ENDPOINTS.forEach((request, endpoint) -> assertThat(results.json()
                        .path("totals")
                        .path("requests")
                        .path(request)
                        .at("/tracked/sent")
                        .asLong())
                .as(request)
                .isEqualTo(counts.get(endpoint).values().stream()
                        .mapToLong(Long::longValue)
                        .sum()));
    }
}
