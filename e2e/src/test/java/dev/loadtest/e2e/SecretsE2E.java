package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Secret reaches the target and nothing else. */
class SecretsE2E {
    private static final String MANIFEST = "e2e/scenarios/options/secret.yaml";

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    @Test
    void onlyTheTargetSeesIt() {
        try (Scenario scenario = Scenario.open("secret")) {
            scenario.plots();
            String token = token(scenario);
            secret(scenario, token);
            Run run = scenario.run(Scenario.read(MANIFEST));
            StringBuilder written = new StringBuilder();
            run.awaitState(60, State.RUNNING);
            run.pods().forEach(pod -> written.append(metrics(pod)));

            LoadTestStatus status = run.awaitEnd(90);

            assertThat(run.results().outcomes()).containsEntry("list", "PASSED").containsEntry("refused", "PASSED");
            assertThat(status.verdict()).isEqualTo(Verdict.FAILED);
            written.append(SecretSearch.written(scenario));
            assertThat(written.toString())
                    .as("what was looked through")
                    .contains("loadtest_loop_lag_max_seconds", "\"verdict\"", "<testsuite", "secretKeyRef")
                    .as("and what is nowhere in it")
                    .doesNotContain(token);
        }
    }

    @Test
    void lateSecretIsAwaited() {
        try (Scenario scenario = Scenario.open("secret-later")) {
            scenario.plots();
            Run run = scenario.run(Scenario.read(MANIFEST));
            run.await(60, status -> String.valueOf(status.message())
                    .contains("there is no key \"authorization\" in Secret \"api\", or no such object"));

            secret(scenario, token(scenario));

            // The kubelet brings it within its sync period and the lifetime of its cache.
            assertThat(run.awaitEnd(180).startTime()).isNotNull();
            assertThat(run.results().outcomes()).containsEntry("list", "PASSED");
        }
    }

    private static void secret(Scenario scenario, String token) {
        scenario.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: api}
                stringData: {authorization: "Bearer %s"}
                """.formatted(token));
    }

    /** What the demo service's login gives. */
    private static String token(Scenario scenario) {
        String uri = "/api/v1/namespaces/" + scenario.namespace() + "/services/plots:8000/proxy/login";
        String answer = Kubernetes.client().raw(uri, "POST", Map.of("user", "e2e", "password", "demo"));
        JsonNode token = Serialization.unmarshal(Objects.requireNonNull(answer, uri), JsonNode.class)
                .path("token");
        assertThat(token.asText()).hasSizeGreaterThan(8);
        return token.asText();
    }

    private static String metrics(Pod pod) {
        String uri = "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                + pod.getMetadata().getName() + ":8091/proxy/metrics";
        return Objects.requireNonNull(Kubernetes.client().raw(uri), uri);
    }
}
