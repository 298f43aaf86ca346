package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Thousands of connections that never complete a request, from a client without credentials. */
class HalfSentRequestsE2E {
    private static final int CONNECTIONS = 3_000;
    private static final String HALF = "GET /metrics HTTP/1.1\r\nHost: x\r\nX-A: " + "a".repeat(200);

    @BeforeAll
    static void operator() {
        Testbed.required();
        Operator.ready();
    }

    /** Connections that stay open until the peer closes them, each with half a request. */
    private static final class Flood implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();

        Flood(String host, int port) {
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket socket = new Socket();
                sockets.add(socket);
                try {
                    socket.connect(new InetSocketAddress(host, port), 3_000);
                    socket.getOutputStream().write(HALF.getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException refused) {
                    // Refused: counts as accepted, since the peer keeps nothing of it.
                }
            }
        }

        @Override
        public void close() {
            for (Socket socket : sockets) {
                try {
                    socket.close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static int status(String host, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + path))
                    .timeout(java.time.Duration.ofSeconds(5))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    @Test
    void operatorAnswers() throws Exception {
        Pod before = Operator.leader();
        String ip = before.getStatus().getPodIP();
        try (Flood flood = new Flood(ip, 8080)) {
            assertThat(flood.sockets).hasSize(CONNECTIONS);
            assertThat(status(ip + ":8080", "/healthz")).isEqualTo(200);
            assertThat(status(ip + ":8080", "/metrics")).isEqualTo(200);
            try (Scenario scenario = Scenario.open("half-sent")) {
                scenario.plots();
                Run run = scenario.run(Scenario.read("e2e/scenarios/lifecycle/single.yaml"));
                assertThat(run.awaitEnd(60).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            }
        }
        Pod after = Operator.leader();
        assertThat(after.getMetadata().getUid()).isEqualTo(before.getMetadata().getUid());
        assertThat(after.getStatus().getContainerStatuses().getFirst().getRestartCount())
                .isEqualTo(before.getStatus().getContainerStatuses().getFirst().getRestartCount());
    }

    @Test
    void workersAnswer() {
        try (Scenario scenario = Scenario.open("half-sent-workers")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read("e2e/scenarios/operator-loss/brief.yaml"));
            Kubernetes.within(90).until(() -> plots.answered() > 110);
            String ip = run.pods().getFirst().getStatus().getPodIP();
            try (Flood control = new Flood(ip, 8090);
                    Flood metrics = new Flood(ip, 8091)) {
                assertThat(control.sockets.size() + metrics.sockets.size()).isEqualTo(2 * CONNECTIONS);
                run.assertExact(plots, 120, 5 * 20 + 400 + 5 * 20);
            }
        }
    }
}
