package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A Secret header, a credential, a sensitive capture and rows of a Secret, against a target that repeats every request: no
 * log, event, status, ConfigMap, report or sample of the namespace contains them.
 */
@EnabledIfEnvironmentVariable(named = "LOADTEST_E2E_CLUSTER", matches = ".+")
class SecretCanaryE2E {
    private static final String HEADER = "canary-header-b1f8d7";
    private static final String PASSWORD = "canary-p4ss/w0rd+9c";
    private static final String ROW = "canary-row-77aa31";
    private static final String FIRST_USER = "canary-user-5e2c0a";
    private static final String SECOND_USER = "canary-user-99d1b7";

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    @Test
    void noCanaryIsWritten() throws IOException {
        try (Scenario scenario = Scenario.open("canary");
                HostVolume volume = new HostVolume(scenario)) {
            scenario.plots();
            volume.claim("data", "ReadWriteMany");
            String basic = Base64.getEncoder().encodeToString(("canary:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
            scenario.apply("""
                    apiVersion: v1
                    kind: Secret
                    metadata: {name: canary}
                    stringData: {key: "%s", basic: "Basic %s", row: "%s"}
                    ---
                    apiVersion: v1
                    kind: Secret
                    metadata: {name: canary-users}
                    stringData: {users.csv: "token\\n%s\\n%s\\n"}
                    """.formatted(HEADER, basic, ROW, FIRST_USER, SECOND_USER));
            Run run = scenario.run(Scenario.read("e2e/scenarios/canary/loadtest.yaml"));

            LoadTestStatus status = run.awaitEnd(120);

            assertThat(status.results()).as(run::describe).isNotNull();
            StringBuilder written = new StringBuilder(SecretSearch.written(scenario));
            List<Path> samples = samples(volume.folder());
            for (Path sample : samples) {
                written.append(Files.readString(sample, StandardCharsets.ISO_8859_1));
            }
            assertThat(samples).as("samples and their manifest").hasSizeGreaterThan(3);
            assertThat(written.toString())
                    .as("what was looked through")
                    .contains("\"verdict\"", "<testsuite", "secretKeyRef", "\"X-Canary\":\"***\"")
                    .as("and what is nowhere in it")
                    .doesNotContain(HEADER, PASSWORD, ROW, basic, FIRST_USER, SECOND_USER)
                    .doesNotContain(base64(HEADER), base64(PASSWORD), base64(ROW), base64(FIRST_USER))
                    .doesNotContain("canary-p4ss%2Fw0rd%2B9c");
        }
    }

    /** What of its base64 no neighbour changes. */
    private static String base64(String text) {
        return Base64.getEncoder()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8))
                .substring(0, 16);
    }

    private static List<Path> samples(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
