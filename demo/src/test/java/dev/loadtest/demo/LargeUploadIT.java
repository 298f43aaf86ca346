package dev.loadtest.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Uploads to a service process whose heap is smaller than the upload. */
class LargeUploadIT {
    private static final int CHUNK = 64 << 10;
    private static final int CHUNKS = 800;

    @Test
    void fiftyMegabytesInSmallHeap() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:MaxDirectMemorySize=16m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlotServiceMain.class.getName(),
                        "--port=0",
                        "--warmup=0s",
                        "--latency=process=1ms"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String ready = output.readLine();
            assertThat(ready).startsWith("plot service ready on http://127.0.0.1:");
            try (TestClient client = new TestClient(ready.substring(ready.indexOf("http")))) {
                HttpResponse<String> first = upload(client, (byte) 'x');
                assertThat(first.statusCode()).isEqualTo(200);
                JsonNode answer = TestClient.json(first);
                assertThat(answer.path("bytes").asInt()).isEqualTo(CHUNK * CHUNKS);
                assertThat(TestClient.json(upload(client, (byte) 'x')).path("handle"))
                        .isEqualTo(answer.path("handle"));
                assertThat(TestClient.json(upload(client, (byte) 'y')).path("handle"))
                        .isNotEqualTo(answer.path("handle"));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static HttpResponse<String> upload(TestClient client, byte filler) throws Exception {
        byte[] chunk = new byte[CHUNK];
        Arrays.fill(chunk, filler);
        return client.upload(
                "/process_unified", "file", BodyPublishers.ofByteArrays(Collections.nCopies(CHUNKS, chunk)));
    }
}
