package dev.loadtest.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.cli.InProcess;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --live} without a browser. */
class LiveRunIT {
    @TempDir
    private Path folder;

    @Test
    void eventsOfARunAndItsReport() throws Exception {
        try (HeldRun run = HeldRun.start(folder);
                HttpClient client = HttpClient.newHttpClient()) {
            URI events = run.page().resolve("events");
            HttpRequest request =
                    HttpRequest.newBuilder(events).timeout(HeldRun.PATIENCE).build();
            BufferedReader lines = new BufferedReader(new InputStreamReader(
                    client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                            .body(),
                    StandardCharsets.UTF_8));
            JsonNode state = new ObjectMapper().readTree(dataOf(lines, "data"));
            // The run is held with one request under way, and each second there is an event.
            while (state.at("/live/inFlight").asInt() != 1
                    || state.at("/live/sent").asInt() != 6
                    || state.at("/overTime/series").size() != 3) {
                state = new ObjectMapper().readTree(dataOf(lines, "data"));
            }
            assertThat(state.at("/live/state").asText()).isEqualTo("Running");
            assertThat(state.at("/spans").findValuesAsText("phase")).containsExactly("before", "held");

            run.release();

            String report = new ObjectMapper().readTree(dataOf(lines, "report")).asText();
            assertThat(lines.readLine()).isNull();
            assertThat(run.exit()).isZero();
            assertThat(report).isEqualTo(Files.readString(folder.resolve("out/report.html")));
        }
    }

    /** The data of the next event of a name. */
    private static String dataOf(BufferedReader lines, String name) throws Exception {
        while (true) {
            String event = lines.readLine();
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
                data.append(line.substring("data: ".length())).append('\n');
            }
            if (event.equals("event: " + name)) {
                return data.toString();
            }
        }
    }

    @Test
    void portInUse() throws Exception {
        Path manifest = Files.writeString(folder.resolve("quick.yaml"), """
                apiVersion: loadtest.dev/v1alpha1
                kind: LoadTest
                metadata: {name: quick}
                spec:
                  target: {url: "http://127.0.0.1:9"}
                  requests: [{name: a, path: /}]
                  phases: [{name: a, request: a, burst: {requests: 1}}]
                """);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InProcess run = InProcess.execute(
                    "run",
                    manifest.toString(),
                    "--live",
                    "--live-port",
                    String.valueOf(taken.getLocalPort()),
                    "--output",
                    folder.resolve("out").toString());

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err())
                    .contains("--live-port " + taken.getLocalPort() + ": cannot listen on 127.0.0.1")
                    .contains("name another port");
        }
    }
}
