package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import dev.loadtest.report.ResultsFile;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Visitors of the example's shop, shared by three workers: what each step sent is what the shop counted. */
class JourneysE2E {
    /** The endpoint of each step. */
    private static final Map<String, String> STEPS = Map.of(
            "login", "POST /shop/login",
            "browse", "GET /shop/products",
            "open", "POST /shop/carts",
            "add", "POST /shop/items",
            "pay", "POST /shop/payments",
            "receipt", "GET /shop/receipts");

    @BeforeEach
    @AfterEach
    void operator() {
        Operator.ready();
    }

    @Test
    void booksOfStepsMatchShop() {
        try (Scenario scenario = Scenario.open("shop")) {
            PlotService plots = scenario.plots();
            users(scenario);
            Run run = scenario.run(shop("3s"));
            assertExact(run, plots, 30);
            assertNobodyIsNamed(scenario, run);
        }
    }

    @Test
    void operatorKilledDuringJourneys() {
        try (Scenario scenario = Scenario.open("shop-killed")) {
            PlotService plots = scenario.plots();
            users(scenario);
            Run run = scenario.run(shop("20s"));
            Kubernetes.within(60).until(() -> plots.answered() > 200);

            Operator.kill();

            assertExact(run, plots, 200);
        }
    }

    /** The users sign in from a Secret, which the operator may not read. */
    private static void users(Scenario scenario) {
        Command.kubectl(
                        "-n",
                        scenario.namespace(),
                        "create",
                        "secret",
                        "generic",
                        "shop-users",
                        "--from-file=" + Kubernetes.file("examples/shop/users.csv"))
                .ok();
    }

    @Test
    void aMissingSecretEndsTheRun() {
        try (Scenario scenario = Scenario.open("shop-no-secret")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(shop("3s"));
            LoadTestStatus status = run.awaitEnd(120);
            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.ERROR);
            assertThat(status.message()).contains("the Secret \"shop-users\" has no keys, or does not exist");
            assertThat(plots.answered()).isZero();
        }
    }

    /** Neither names nor passwords of the Secret's rows are in anything that the run has left. */
    private static void assertNobodyIsNamed(Scenario scenario, Run run) {
        StringBuilder written = new StringBuilder(Operator.log());
        written.append(Command.kubectl(
                        "-n", scenario.namespace(), "get", "loadtests,jobs,pods,configmaps,events", "-o", "yaml")
                .ok()
                .out());
        run.reports().values().forEach(written::append);
        assertThat(written.toString())
                .contains("\"verdict\"", "<testsuite")
                .doesNotContain("ann-shopper", "secret-of-ann");
    }

    /** The example, with a rate of so long, and workers that fit on a small node; a busy one is no failure of these tests. */
    private static String shop(String duration) {
        return Scenario.read("examples/shop/loadtest.yaml")
                .replace("duration: 3s", "duration: " + duration)
                .replace("maxLateness: 250ms", "maxLateness: 30s")
                .replace("think: 5ms}", "think: 5ms}, maxLateness: 30s")
                .replaceFirst(
                        "(?m)^spec:$",
                        "spec:\n  parallelism: 3\n  worker: {resources: {requests: {cpu: 50m, memory: 128Mi}}}");
    }

    /** @param journeys those of the rate; the mix draws some more */
    private static void assertExact(Run run, PlotService plots, long journeys) {
        assertThat(run.awaitEnd(180).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
        ResultsFile results = run.results();
        JsonNode totals = results.json().path("totals");
        JsonNode bought = totals.at("/journeys/buy/tracked");
        assertThat(bought.path("planned").asLong()).isGreaterThan(journeys);
        assertThat(bought.path("completed").asLong())
                .isEqualTo(bought.path("planned").asLong());
        assertThat(overTime(results, "journey", "buy")).isEqualTo(scored(totals.at("/journeys/buy"), "begun"));
        Map<String, ? extends Map<String, Long>> counts = plots.counts();
        STEPS.forEach((step, endpoint) -> {
            JsonNode books = totals.path("requests").path(step);
            assertThat(overTime(results, "request", step)).as(step).isEqualTo(scored(books, "sent"));
            long sent = books.at("/tracked/sent").asLong()
                    + books.at("/unscored/sent").asLong();
            assertThat(sent)
                    .as(step)
                    .isEqualTo(counts.get(endpoint).values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
        });
    }

    private static long scored(JsonNode books, String number) {
        return books.path("tracked").path(number).asLong()
                + books.path("fireAndForget").path(number).asLong();
    }

    /** What the series of single phases add up to, over all workers and all operators of the run. */
    private static long overTime(ResultsFile results, String of, String name) {
        return results.json()
                .at("/overTime/series")
                .valueStream()
                .filter(series -> series.path(of).asText().equals(name)
                        && !series.path("phase").asText().isEmpty())
                .flatMap(series -> series.path("sent").valueStream())
                .mapToLong(JsonNode::asLong)
                .sum();
    }
}
