package dev.loadtest.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reading the API servers' EndpointSlice, with a server that has one and answers nothing else. */
@Timeout(30)
class ApiServerEndpointsIT {
    private static final String PATH = "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes";
    private static final String SLICE = """
            {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4",
             "metadata": {"name": "kubernetes", "namespace": "default", "resourceVersion": "7"},
             "endpoints": [{"addresses": ["10.1.2.3"]}, {"addresses": ["10.1.2.4"]}]}""";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final KubernetesClient client;
    private final ApiServerEndpoints endpoints;

    ApiServerEndpointsIT() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                asked.add(path);
                byte[] body = (path.equals(PATH) ? SLICE : "{}").getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(path.equals(PATH) ? 200 : 404, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        endpoints = new ApiServerEndpoints(client);
    }

    @AfterEach
    void close() {
        endpoints.close();
        client.close();
        server.stop(0);
    }

    @Test
    void addressesAreKnownAtOnce() {
        endpoints.start(true);
        assertThat(endpoints.addresses()).containsExactlyInAnyOrder("10.1.2.3", "10.1.2.4");
    }

    @Test
    void withoutRightNothingIsAsked() {
        endpoints.start(false);
        assertThat(endpoints.addresses()).isEmpty();
        assertThat(asked).isEmpty();
    }
}
