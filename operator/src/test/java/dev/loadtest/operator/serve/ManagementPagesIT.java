package dev.loadtest.operator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.serve.ManagementServer;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.run.Runs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ManagementPagesIT {
    @Test
    void metricsHealthReadiness() throws IOException, InterruptedException {
        AtomicBoolean ready = new AtomicBoolean();
        try (Runs runs = new Runs()) {
            OperatorMetrics metrics = new OperatorMetrics(runs, List::of, () -> true, () -> 0);
            metrics.decided(new Decision.Rest());
            try (ManagementServer server =
                            ManagementServer.start(0, ManagementPages.of(metrics, () -> true, ready::get));
                    HttpClient client = HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .build()) {
                assertThat(get(client, server, "/healthz").statusCode()).isEqualTo(200);
                assertThat(get(client, server, "/readyz").statusCode()).isEqualTo(503);
                ready.set(true);
                assertThat(get(client, server, "/readyz").statusCode()).isEqualTo(200);
                assertThat(get(client, server, "/metrics").body())
                        .contains("loadtest_operator_runs 0.0", "loadtest_operator_leader 1.0")
                        .contains("loadtest_operator_loadtests{state=\"Running\"} 0.0")
                        .contains("loadtest_operator_reconciliations_total{decision=\"Rest\"} 1.0")
                        .contains("jvm_memory_used_bytes");
            }
        }
    }

    private static HttpResponse<String> get(HttpClient client, ManagementServer server, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
