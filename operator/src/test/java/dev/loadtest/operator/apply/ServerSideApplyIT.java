package dev.loadtest.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.desired.Ownership;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to the API server, and the handling of conflicts. */
class ServerSideApplyIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CONFLICT = 409;

    private @Nullable HttpServer server;
    private @Nullable KubernetesClient client;
    private int answer = 200;
    private String asked = "";
    private String type = "";
    private JsonNode body = JSON.nullNode();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = ApiServer.client(server);
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        type = exchange.getRequestHeaders().getFirst("Content-Type");
        byte[] sent = exchange.getRequestBody().readAllBytes();
        body = JSON.readTree(sent);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer, sent.length);
        exchange.getResponseBody().write(sent);
        exchange.close();
    }

    private static ConfigMap object() {
        return new ConfigMapBuilder()
                .withMetadata(Ownership.metadata(SampleTests.test(), "plan"))
                .addToData("seed", "7")
                .build();
    }

    @Test
    void createRequiresAbsence() {
        assertThat(new ServerSideApply(client).make(object())).isPresent();
        assertThat(asked)
                .startsWith("PATCH /api/v1/namespaces/")
                .contains("/configmaps/plan?", "fieldManager=loadtest-operator", "force=true");
        assertThat(type).isEqualTo("application/apply-patch+yaml");
        assertThat(body.at("/metadata/resourceVersion").asText()).isEqualTo("1");
        assertThat(body.at("/metadata").has("uid")).isFalse();
        assertThat(body.at("/data/seed").asText()).isEqualTo("7");
    }

    @Test
    void existingObjectStays() {
        answer = CONFLICT;
        assertThat(new ServerSideApply(client).make(object())).isEmpty();
    }

    @Test
    void updateRequiresObservedVersion() {
        ConfigMap seen = object();
        seen.getMetadata().setUid("u-1");
        seen.getMetadata().setResourceVersion("42");
        assertThat(new ServerSideApply(client).remake(object(), seen)).isPresent();
        assertThat(body.at("/metadata/resourceVersion").asText()).isEqualTo("42");
        assertThat(body.at("/metadata/uid").asText()).isEqualTo("u-1");
        answer = CONFLICT;
        assertThat(new ServerSideApply(client).remake(object(), seen)).isEmpty();
    }
}
