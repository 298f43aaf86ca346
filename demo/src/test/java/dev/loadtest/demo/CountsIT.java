package dev.loadtest.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CountsIT {
    private static final PlotServiceOptions OPTIONS =
            PlotServiceOptions.defaults().withWarmUp(Duration.ZERO).withRecording(10);

    @Test
    void countsAt200Connections() throws Exception {
        try (PlotService service = PlotService.start(OPTIONS.withFailureRate("health", 0.3));
                TestClient client = new TestClient(service.url())) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 1_000; i += 200) {
                for (int j = 0; j < 200; j++) {
                    answers.add(client.getAsync("/health"));
                }
                CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                        .join();
            }
            long failed = answers.stream()
                    .filter(answer -> answer.join().statusCode() == 500)
                    .count();
            JsonNode health = client.counts().path("GET /health");
            assertThat(failed).isBetween(200L, 400L);
            assertThat(health.path("500").asLong()).isEqualTo(failed);
            assertThat(health.path("200").asLong()).isEqualTo(1_000 - failed);
        }
    }

    @Test
    void sameSeedSameFailures() throws Exception {
        assertThat(failures(7)).isEqualTo(failures(7)).isNotEqualTo(failures(8));
    }

    private static List<Integer> failures(long seed) throws IOException, InterruptedException {
        List<Integer> statuses = new ArrayList<>();
        try (PlotService service =
                        PlotService.start(OPTIONS.withChance(0.2, seed).withFailureRate("health", 0.5));
                TestClient client = new TestClient(service.url())) {
            for (int i = 0; i < 30; i++) {
                statuses.add(client.get("/health").statusCode());
            }
        }
        return statuses;
    }

    @Test
    void countsByStatusWithoutAdmin() throws Exception {
        try (PlotService service = PlotService.start(OPTIONS);
                TestClient client = new TestClient(service.url())) {
            String handle = client.process("x", true);
            client.get("/draw_plot?index=0&handle=" + handle);
            client.get("/draw_plot?index=9&handle=" + handle);
            client.get("/nothing");
            assertThat(client.counts())
                    .hasToString("{\"GET (other)\":{\"404\":1},\"GET /draw_plot\":{\"200\":1,\"404\":1},"
                            + "\"POST /process_unified\":{\"200\":1}}");
            client.post("/admin/reset", "");
            assertThat(client.counts()).isEmpty();
            assertThat(client.get("/draw_plot?index=0&handle=" + handle).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void recordingIsBounded() throws Exception {
        try (PlotService service = PlotService.start(OPTIONS.withRecording(3));
                TestClient client = new TestClient(service.url())) {
            client.process("x", true);
            client.process("x", true);
            client.process("y", true);
            client.get("/health?a=1");
            client.get("/health?a=2");
            client.get("/health?a=3");
            JsonNode recorded = TestClient.json(client.get("/admin/requests"));
            assertThat(recorded.path("GET /health?a=1").asInt()).isEqualTo(1);
            assertThat(recorded.path("(more)").asInt()).isEqualTo(2);
            assertThat(recorded.properties())
                    .filteredOn(request -> request.getKey().matches("POST /process_unified\\S+ [0-9a-f]{64}"))
                    .extracting(request -> request.getValue().asInt())
                    .containsExactlyInAnyOrder(2, 1);
        }
    }

    @Test
    @Timeout(30)
    void abandonedRequestIsCountedOnce() throws Exception {
        PlotServiceOptions slow = OPTIONS.withLatency("health", Duration.ofMillis(200));
        try (PlotService service = PlotService.start(slow);
                TestClient client = new TestClient(service.url())) {
            try (Socket socket = new Socket("127.0.0.1", service.port())) {
                socket.getOutputStream()
                        .write("GET /health HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                while (client.counts().isEmpty()) {
                    Thread.onSpinWait();
                }
            }
            client.get("/health"); // answered after the other one
            assertThat(client.counts()).hasToString("{\"GET /health\":{\"200\":2}}");
        }
    }

    @Test
    void longUploadIsRefusedAndCounted() throws Exception {
        try (PlotService service = PlotService.start(OPTIONS.withLimits(10, 1_000));
                TestClient client = new TestClient(service.url())) {
            HttpResponse<String> answer =
                    client.upload("/process_unified", "file", BodyPublishers.ofString("x".repeat(1_001)));
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(client.post("/login", "x".repeat(BodyReader.MAX_PLAIN_BYTES + 1))
                            .statusCode())
                    .isEqualTo(413);
            assertThat(client.counts())
                    .hasToString("{\"POST /login\":{\"413\":1},\"POST /process_unified\":{\"413\":1}}");
        }
    }

    @Test
    void endlessUploadIsCutOff() throws Exception {
        try (PlotService service = PlotService.start(OPTIONS.withLimits(10, 1_000));
                TestClient client = new TestClient(service.url())) {
            String head = "POST /process_unified HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n"
                    + "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
                    + "Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
            assertThat(client.raw(head + "x".repeat(3_000))).startsWith("HTTP/1.1 413");
            assertThat(client.counts()).hasToString("{\"POST /process_unified\":{\"413\":1}}");
        }
    }

    @Test
    void oldHandlesAreEvicted() throws Exception {
        try (PlotService service = PlotService.start(OPTIONS.withLimits(2, 1_000));
                TestClient client = new TestClient(service.url())) {
            String first = client.process("1", false);
            client.process("2", false);
            client.process("3", false);
            assertThat(client.get("/draw_plot?index=0&handle=" + first).statusCode())
                    .isEqualTo(404);
        }
    }
}
