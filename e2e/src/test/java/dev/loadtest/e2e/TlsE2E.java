package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import dev.loadtest.report.ResultsFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A target by TLS, and whom the workers believe that it is the one. */
class TlsE2E {
    private static final String MANIFEST = "e2e/scenarios/tls/loadtest.yaml";
    private static final int REQUESTS = 40;

    private static Scenario scenario;
    private static PlotService plots;

    @BeforeAll
    static void target(@TempDir Path folder) {
        Operator.ready();
        scenario = Scenario.open("tls");
        SelfSigned own = SelfSigned.make("dns:plots", folder.resolve("own"));
        scenario.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: plots-tls}
                type: kubernetes.io/tls
                data: {tls.crt: %s, tls.key: %s}
                """.formatted(base64(own.certificate()), base64(own.key())));
        scenario.configMap("own", Map.of("ca.crt", own.certificate()));
        scenario.configMap(
                "another",
                Map.of(
                        "ca.crt",
                        SelfSigned.make("dns:plots", folder.resolve("another")).certificate()));
        plots = scenario.tlsPlots();
    }

    @AfterAll
    static void delete() {
        scenario.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP1", "HTTP2"})
    void authorityOfConfigMap(String protocol) {
        long before = plots.answered();

        Run run = aim(protocol.toLowerCase(Locale.ROOT), Map.of("tls", authority("own"), "protocol", protocol));

        assertThat(run.awaitEnd(90).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
        assertThat(run.results().total("sent")).isEqualTo(REQUESTS);
        assertThat(plots.answered() - before).isEqualTo(REQUESTS);
    }

    @Test
    void otherAuthority() {
        assertNotBelieved("another", Map.of("tls", authority("another")));
    }

    @Test
    void systemAuthorities() {
        assertNotBelieved("system", Map.of());
    }

    @Test
    void insecureSkipVerify() {
        Run run = aim("insecure", Map.of("tls", Map.of("insecureSkipVerify", true)));

        assertThat(run.awaitEnd(90).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
        assertThat(run.results().json().path("notes").toString()).contains("insecureSkipVerify");
    }

    @Test
    void missingConfigMap() {
        Run run = aim("none", Map.of("tls", authority("none")));

        run.await(60, status -> String.valueOf(status.message())
                .contains("there is no key \"ca.crt\" in ConfigMap \"none\", or no such object"));
        run.delete();
    }

    private static void assertNotBelieved(String name, Map<String, Object> target) {
        long before = plots.answered();

        Run run = aim(name, target);

        assertThat(run.awaitEnd(90).verdict()).as(run::describe).isEqualTo(Verdict.FAILED);
        ResultsFile results = run.results();
        assertThat(results.json().at("/totals/tracked/errors/tls").asLong()).isEqualTo(REQUESTS);
        assertThat(plots.answered()).isEqualTo(before);
    }

    private static Map<String, Object> authority(String configMap) {
        return Map.of("caConfigMapKeyRef", Map.of("name", configMap, "key", "ca.crt"));
    }

    private static Run aim(String name, Map<String, Object> more) {
        return scenario.run(Scenario.read(MANIFEST), test -> {
            test.getMetadata().setName(name);
            return Manifests.target(more).apply(test);
        });
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
