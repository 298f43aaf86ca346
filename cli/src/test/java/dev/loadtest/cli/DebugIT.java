package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --debug N}. */
class DebugIT {
    private static final String MANIFEST = """
            apiVersion: loadtest.dev/v1alpha1
            kind: LoadTest
            metadata: {name: debugged}
            spec:
              target:
                url: TARGET
                headers: [{name: Authorization, valueFrom: {secretKeyRef: {name: shop, key: token}}}]
              seed: 7
              parallelism: 2
              requests:
              - {name: order, method: POST, path: /orders, body: {json: {item: "${item}"}}, values: {item: {range: {min: 1, max: 9}}}}
              phases: [{name: load, request: order, burst: {requests: 20}}]
            """;

    @TempDir
    private Path folder;

    @Test
    void firstRequestsAndResponsesInFull() throws Exception {
        Path manifest = folder.resolve("debugged.yaml");
        Path token = Files.writeString(folder.resolve("token"), "Bearer hunter2-hunter2");
        String cookie = "Set-Cookie: session=s3cr3t-s3cr3t; Path=/\r\n";
        String body = "{\"seen\":\"hunter2-hunter2\",\"all\":\"\u001b[31mred\"}";
        try (RecordingTarget target = RecordingTarget.start(body, cookie)) {
            Files.writeString(manifest, MANIFEST.replace("TARGET", target.url()));

            InProcess run = InProcess.execute(
                    "run",
                    manifest.toString(),
                    "--debug",
                    "3",
                    "--ref",
                    "secret/shop/token=" + token,
                    "--output",
                    folder.resolve("out").toString());

            assertThat(run.exit()).as("%s%s", run.out(), run.err()).isZero();
            assertThat(target.received()).hasSize(20);
            assertThat(run.err())
                    .doesNotContain("hunter2")
                    .doesNotContain("s3cr3t")
                    .doesNotContain("\u001b")
                    .doesNotContain("#4 ")
                    .containsPattern("#3 load k=\\d+ order: POST /orders\nAuthorization: \\*\\*\\*\n")
                    .containsPattern("Content-Type: application/json\n\n\\{\"item\": ?\"\\d\"}\n")
                    .contains("order: status 200\nContent-Type: application/json\nSet-Cookie: session=***; Path=/\n")
                    .contains("\n\n{\"seen\":\"***\",\"all\":\"\uFFFD[31mred\"}\n");
            assertExemplars(folder.resolve("out/results.json"));
        }
    }

    /** The same requests as the results name them. */
    private static void assertExemplars(Path results) throws IOException {
        assertThat(results).content().doesNotContain("hunter2").doesNotContain("s3cr3t");
        JsonNode slowest = new ObjectMapper()
                .readTree(results.toFile())
                .path("exemplars")
                .path(0)
                .path("slowest");
        assertThat(slowest).hasSize(5).allSatisfy(it -> {
            assertThat(it.path("case").asText()).isEqualTo("load");
            assertThat(it.path("headers").findValuesAsText("value")).contains("session=***; Path=/");
        });
    }
}
