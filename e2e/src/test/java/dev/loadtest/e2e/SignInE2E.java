package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two targets, a variant with a Service of its own, and OAuth2 by a Secret: the service's counts are the books. */
class SignInE2E {
    private static final String MANIFEST = "e2e/scenarios/sign-in/loadtest.yaml";

    @BeforeEach
    void operator() {
        Operator.ready();
    }

    private static void secret(Scenario scenario, String value) {
        scenario.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("idp")
                        .withNamespace(scenario.namespace())
                        .endMetadata()
                        .addToStringData("secret", value)
                        .build())
                .serverSideApply();
    }

    private static long all(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void booksMatchTheServiceBehindBothTargets() {
        try (Scenario scenario = Scenario.open("sign-in")) {
            PlotService plots = scenario.plots();
            scenario.apply(Scenario.read("e2e/scenarios/sign-in/canary.yaml"));
            secret(scenario, "demo-secret");
            Run run = scenario.run(Scenario.read(MANIFEST));

            assertThat(run.awaitEnd(180).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            JsonNode results = run.results().json();
            JsonNode requests = results.at("/totals/requests");
            assertThat(requests.at("/orders/tracked/succeeded").asLong())
                    .isEqualTo(plots.counts().get("GET /api/orders").get("200"));
            assertThat(requests.at("/products/tracked/sent").asLong())
                    .isEqualTo(all(plots.counts().get("GET /shop/products")));
            assertThat(requests.at("/orders/tracked/planned").asLong()
                            + requests.at("/products/tracked/planned").asLong())
                    .isEqualTo(240);
            assertThat(all(plots.counts().get("POST /oauth/token")))
                    .as("tokens of two seconds, two workers")
                    .isGreaterThan(4);
            assertThat(results.path("notes").toString())
                    .contains("Workers asked for tokens ", "in variant canary it is http://canary:8000");
        }
    }

    @Test
    void workersWithoutATokenAreNotReadyAndSayWhy() {
        try (Scenario scenario = Scenario.open("sign-in-refused")) {
            PlotService plots = scenario.plots();
            scenario.apply(Scenario.read("e2e/scenarios/sign-in/canary.yaml"));
            secret(scenario, "wrong-secret");
            Run run = scenario.run(Scenario.read(MANIFEST));

            run.await(120, status -> String.valueOf(status.message())
                    .contains("no token from http://plots:8000/oauth/token: it answered 401"));
            NetworkPolicy policy = scenario.client()
                    .network()
                    .v1()
                    .networkPolicies()
                    .inNamespace(scenario.namespace())
                    .list()
                    .getItems()
                    .getFirst();
            assertThat(policy.getSpec().getEgress()).hasSizeGreaterThan(1);
            assertThat(plots.counts()).doesNotContainKey("GET /api/orders");
        }
    }
}
