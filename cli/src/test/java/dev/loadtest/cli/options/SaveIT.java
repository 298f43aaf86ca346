package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code save}: response bodies as files, and their manifest. */
class SaveIT {
    private static final Map<String, String> TYPES = Map.of(
            "text/html; charset=utf-8", "html", "image/svg+xml", "svg", "application/json", "json", "text/csv", "csv");

    @RegisterExtension
    final Lab lab = new Lab();

    @Test
    void filesByContentType() throws IOException {
        List<String> types = List.copyOf(TYPES.keySet());
        TestTarget target = lab.target(request -> Answer.ok()
                .body(types.get(Integer.parseInt(request.query("type"))), "body of " + request.query("type")));

        Finished run = lab.run(target, """
                variants: [{name: v}]
                requests: [{name: r, path: /, query: {type: "${iteration}"}}]
                phases: [{name: p, iterations: 4, request: r, save: {max: 1}}]
                """).passed();

        for (int i = 0; i < types.size(); i++) {
            Path file = run.folder().resolve("samples/p/v-iter" + i + "/0." + TYPES.get(types.get(i)));
            assertThat(file).hasContent("body of " + i);
        }
    }

    @Test
    void samplesManifest() throws IOException, NoSuchAlgorithmException {
        TestTarget target = lab.target(request -> Answer.status(201).body("text/plain", "n is " + request.query("i")));

        Finished run = lab.run(target, """
                requests: [{name: r, path: /, query: {i: "${i}"}, values: {i: {range: {min: 1, max: 1000}}}}]
                phases: [{name: p, request: r, burst: {requests: 6}, save: {max: 4}, maxLateness: 10s}]
                """, "--workers", "2").passed();

        List<JsonNode> samples = samples(run);
        assertThat(samples).extracting(sample -> sample.path("k").asInt()).containsExactly(0, 1, 2, 3);
        for (JsonNode sample : samples) {
            assertThat(sample.path("case").asText()).isEqualTo("p");
            assertThat(sample.path("request").asText()).isEqualTo("r");
            assertThat(sample.path("status").asInt()).isEqualTo(201);
            assertThat(sample.path("error").asText()).isEmpty();
            byte[] body =
                    Files.readAllBytes(run.folder().resolve(sample.path("file").asText()));
            assertThat(new String(body))
                    .isEqualTo("n is " + sample.path("values").path("i").asText());
            assertThat(sample.path("size").asInt()).isEqualTo(body.length);
            assertThat(sample.path("sha256").asText())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(body)));
        }
        assertThat(run.files().stream()
                        .filter(file -> file.toString().contains("samples"))
                        .toList())
                .hasSize(5);
    }

    /** Each step's response, without what an earlier step captured as sensitive; captures of a load sent for load, too. */
    @Test
    void responsesOfJourneys() throws IOException {
        TestTarget target = lab.target(request -> request.path().equals("/login")
                ? Answer.ok().body("text/plain", "signed in").header("X-Session", "s3cr3t-of-this-journey")
                : Answer.ok().body("text/plain", "hello " + request.query("s")));

        Finished run = lab.run(target, """
                requests:
                - {name: login, path: /login, capture: [{name: s, header: X-Session, sensitive: true}]}
                - {name: plain, path: /plain, query: {s: you}}
                - {name: me, path: /me, query: {s: "${s}"}}
                journeys: [{name: visit, steps: [{request: plain}, {request: login}, {request: me, times: 2}]}]
                phases: [{name: p, journey: visit, burst: {requests: 3, tracked: 0}, save: {max: 6}, maxLateness: 10s}]
                """).passed();

        assertThat(samples(run))
                .extracting(sample -> sample.path("journey").asText() + " "
                        + sample.path("k").asInt() + "-"
                        + sample.path("sending").asInt() + " "
                        + sample.path("request").asText() + " "
                        + sample.path("error").asText())
                .containsExactly(
                        "visit 0-0 plain ",
                        "visit 0-1 login not written: a sensitive value is captured from it",
                        "visit 0-2 me ",
                        "visit 0-3 me ",
                        "visit 1-0 plain ",
                        "visit 1-1 login not written: a sensitive value is captured from it");
        assertThat(run.folder().resolve("samples/p/all/0-0.txt")).hasContent("hello you");
        assertThat(run.folder().resolve("samples/p/all/0-3.txt")).hasContent("hello ***");
        assertThat(run.everythingWritten()).doesNotContain("s3cr3t-of-this-journey");
    }

    @Test
    void compressedBody() {
        TestTarget target = lab.target(request -> Answer.text("a body").gzipped());

        Finished run = lab.run(target, """
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, save: {max: 1}}]
                """).passed();

        assertThat(run.folder().resolve("samples/p/all/0.txt")).hasContent("a body");
    }

    @Test
    void nothingWithoutSave() throws IOException {
        TestTarget target = lab.target(request -> Answer.text("a body"));

        Finished run = lab.run(target, "requests: [{name: r, path: /}]\nphases: [{name: p, request: r}]")
                .passed();

        assertThat(run.folder().resolve("samples")).doesNotExist();
    }

    @Test
    void contentTypeCannotEscapeFolder() throws IOException {
        TestTarget target = lab.target(request -> Answer.ok().body("text/../../../x", "y"));

        Finished run = lab.run(target, """
                requests: [{name: r, path: /}]
                phases: [{name: p, request: r, save: {max: 1}}]
                """).passed();

        JsonNode sample = samples(run).getFirst();
        assertThat(sample.path("file").asText()).startsWith("samples/p/").doesNotContain("..");
        assertThat(run.folder().resolve(sample.path("file").asText())).hasContent("y");
    }

    private static List<JsonNode> samples(Finished run) throws IOException {
        return new ObjectMapper()
                .readTree(run.folder().resolve("samples/manifest.json").toFile())
                .path("samples")
                .valueStream()
                .toList();
    }
}
