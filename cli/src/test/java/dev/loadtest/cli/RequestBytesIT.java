package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.cli.process.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code request} prints, byte for byte, what a run with the same seed sent. */
class RequestBytesIT {
    private static final String MANIFEST = """
            apiVersion: loadtest.dev/v1alpha1
            kind: LoadTest
            metadata: {name: shop}
            spec:
              target:
                url: DEFAULT
                headers: [{name: X-Variant, value: "${variant}"}]
              targets:
              - {name: idp, url: IDP}
              seed: 7
              trace: {sampled: false, traceUrl: "https://traces.example.org/${traceId}"}
              parallelism: 2
              variants:
              - {name: new, values: {force: "true"}}
              - {name: old, values: {force: "false"}}
              files:
              - {name: inputs, path: "inputs/*.txt"}
              - {name: users, path: users.csv}
              requests:
              - name: search
                path: "/search/${what}"
                query: {force: "${force}", index: "${index}"}
                headers: [{name: X-Id, value: "${id}"}]
                values: {what: {oneOf: ["a b", "c&d", "grün"]}, index: {range: {min: -20, max: 1000000}}, id: {uuid: {}}}
              - name: order
                method: POST
                path: /orders
                body: {json: {item: "${item}", note: "say \\"${force}\\""}}
                values: {item: {range: {min: 1, max: 1000000}}}
              - name: upload
                method: POST
                path: /upload
                multipart: [{name: file, file: "${file}"}, {name: note, text: "n ${nr}"}]
                values: {nr: {range: {min: 1, max: 1000000}}}
              - name: put
                method: PUT
                path: /raw
                body: {file: "${file}"}
              - name: login
                target: idp
                method: POST
                path: /login
                form: {user: "${user.name}", password: "${user.password}"}
                capture: [{name: token, jsonPointer: /token}]
              - name: cart
                path: "/carts/${token}"
                query: {nr: "${nr}", by: "${user.name}"}
                values: {nr: {range: {min: 1, max: 1000000}}}
              - name: later
                path: "/later/${of}"
                values: {of: {captured: token}}
              journeys:
              - name: buy
                values: {user: {row: {files: users}}}
                steps: [{request: login}, {request: cart, times: 2}, {request: search, chance: 50}]
              phases:
              - {name: mixed, mix: [{request: search, weight: 2}, {request: order}], burst: {requests: 8}, iterations: 2}
              - {name: files, forEach: {files: inputs}, mix: [{request: upload}, {request: put}], burst: {requests: 4}}
              - {name: shopping, journey: buy, concurrency: {users: 2, requests: 5}}
              - {name: again, needs: [shopping], request: later, burst: {requests: 2}}
            """;

    @TempDir
    private Path folder;

    private RecordingTarget standard;
    private RecordingTarget idp;
    private Path manifest;

    @BeforeEach
    void start() throws IOException {
        standard = RecordingTarget.start("{}");
        idp = RecordingTarget.start("{\"token\":\"t 1\"}");
        manifest = folder.resolve("shop.yaml");
        Files.writeString(manifest, MANIFEST.replace("DEFAULT", standard.url()).replace("IDP", idp.url()));
        Files.createDirectories(folder.resolve("inputs"));
        Files.writeString(folder.resolve("inputs/a.txt"), "first\r\n\r\nfile");
        Files.writeString(folder.resolve("inputs/b.txt"), "zweite Datei: ü");
        Files.writeString(folder.resolve("users.csv"), "name,password\nanna,p&1\nbert,p 2\ncleo,pä3\n");
    }

    @AfterEach
    void stop() throws IOException {
        standard.close();
        idp.close();
    }

    private InProcess request(String caseId, long k, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "request", manifest.toString(), caseId, Long.toString(k), "--as", "http", "--captured", "token=t 1"));
        arguments.addAll(List.of(more));
        return InProcess.execute(arguments.toArray(String[]::new));
    }

    @Test
    void everyRequestOfARun() throws IOException {
        InProcess run = InProcess.execute(
                "run", manifest.toString(), "--output", folder.resolve("out").toString());
        assertThat(run.exit()).as("%s%s", run.out(), run.err()).isZero();
        List<String> sent = Stream.concat(standard.received().stream(), idp.received().stream())
                .toList();

        List<String> again = new ArrayList<>();
        for (String variant : List.of("new", "old")) {
            for (String caseId : List.of("mixed[" + variant + "-iter0]", "mixed[" + variant + "-iter1]")) {
                add(again, caseId, 8);
            }
            add(again, "files[" + variant + "-a.txt]", 4);
            add(again, "files[" + variant + "-b.txt]", 4);
            add(again, "again[" + variant + "]", 2);
            for (long k = 0; k < 5; k++) {
                for (int step = 0; step < 4; step++) {
                    InProcess made = request("shopping[" + variant + "]", k, "--step", Integer.toString(step));
                    if (made.exit() == 0) {
                        again.add(made.out());
                    } else {
                        assertThat(made.err()).contains("step 3 (search) does not happen");
                    }
                }
            }
        }

        assertThat(again).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(sent).hasSizeGreaterThan(2 * (16 + 8 + 2 + 15)).anyMatch(it -> it.contains("multipart/form-data"));
    }

    private void add(List<String> again, String caseId, long units) {
        for (long k = 0; k < units; k++) {
            InProcess made = request(caseId, k);
            assertThat(made.exit()).as(made.err()).isZero();
            again.add(made.out());
        }
    }

    @Test
    void resultsNameTheSeedAndTheCapturedValue() throws IOException {
        InProcess run = InProcess.execute(
                "run",
                manifest.toString(),
                "--seed",
                "11",
                "--output",
                folder.resolve("out").toString());
        assertThat(run.exit()).as("%s%s", run.out(), run.err()).isZero();
        Path results = folder.resolve("out/results.json");
        JsonNode exemplars = new ObjectMapper().readTree(results.toFile()).path("exemplars");
        assertThat(exemplars.findValuesAsText("request"))
                .containsExactly("order", "search", "put", "upload", "cart", "login", "search", "later");

        for (String traceId : exemplars.findValuesAsText("traceId")) {
            assertThat(Stream.concat(standard.received().stream(), idp.received().stream()))
                    .anyMatch(it -> it.contains("\r\ntraceparent: 00-" + traceId + "-"));
        }

        InProcess made = InProcess.execute(
                "request", manifest.toString(), "again[new]", "0", "--as", "http", "--results", results.toString());

        // Both variants send four requests of this kind, fewer than the five slowest that are kept.
        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(standard.received()).contains(made.out());
        String[] folders = {folder.resolve("out").toString(), folder.toString()};
        assertThat(InProcess.execute(
                        "request", manifest.toString(), "again[new]", "0", "--as", "http", "--results", folders[0]))
                .isEqualTo(made);
        assertThat(InProcess.execute("request", manifest.toString(), "again[new]", "0", "--results", folders[1])
                        .err())
                .contains("there is no such file, or no results.json in it");
    }

    @Test
    void sendsTheSameRequest() {
        InProcess printed = request("mixed[new-iter0]", 3);

        InProcess sent = request("mixed[new-iter0]", 3, "--send");

        assertThat(sent.exit()).as(sent.err()).isZero();
        assertThat(sent.out())
                .startsWith("status 200\nContent-Type: application/json\n")
                .endsWith("\n\n{}");
        assertThat(standard.received()).containsExactly(printed.out());
    }

    @Test
    void missingValuesAreNamed() {
        InProcess made = InProcess.execute("request", manifest.toString(), "shopping[new]", "0", "--step", "1");

        assertThat(made.exit()).isEqualTo(ExitStatus.UNUSABLE);
        assertThat(made.err()).isEqualTo("the captured value token is not known: add --captured token=VALUE\n");
        assertThat(made.out()).isEmpty();
    }

    @Test
    void problemsSayWhatToDo() {
        assertThat(request("mixed[new-iter9]", 0).err())
                .contains("there is no case mixed[new-iter9] (did you mean \"mixed[new-iter");
        assertThat(request("mixed[new-iter0]", 8).err()).contains("K is 0 to 7");
        assertThat(request("mixed[new-iter0]", 0, "--step", "1").err()).contains("not a journey");
        assertThat(request("shopping[new]", 0, "--step", "4").err()).contains("--step is 0 to 3");
        assertThat(request("shopping[new]", 0, "--attempt", "1").err()).contains("leave --attempt out");
        assertThat(InProcess.execute("request", manifest.toString(), "mixed[new-iter0]", "0", "--as", "xml")
                        .err())
                .contains("--as must be curl, http or json");
    }

    @Test
    void curlAndJson() throws IOException {
        String curl = InProcess.execute("request", manifest.toString(), "files[new-a.txt]", "0")
                .out();
        JsonNode json = new ObjectMapper()
                .readTree(InProcess.execute("request", manifest.toString(), "mixed[old-iter1]", "2", "--as", "json")
                        .out());

        assertThat(curl)
                .startsWith("curl -i --http1.1 ")
                .contains(standard.url())
                .contains("inputs/a.txt");
        assertThat(json.path("url").asText()).startsWith(standard.url());
        assertThat(json.path("headers").findValuesAsText("name")).contains("X-Variant");
    }
}
