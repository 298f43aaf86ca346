package dev.loadtest.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps what it is given, by path, and refuses what it is told to, in words of its own. */
final class ApiServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, JsonNode> stored = new TreeMap<>();
    private final Map<String, JsonNode> refusals = new TreeMap<>();
    private final List<String> written = new ArrayList<>();
    private final HttpServer server;
    private final KubernetesClient client;
    private int version = 1;

    ApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .withAutoConfigure(false)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    KubernetesClient client() {
        return client;
    }

    /** From now on no object of a kind is written. */
    synchronized void refuse(String plural, int code, String message) {
        refusals.put(plural, status(code, message));
    }

    /** The last status of a LoadTest that was written; empty before. */
    synchronized Optional<JsonNode> status() {
        return stored.entrySet().stream()
                .filter(it -> it.getKey().endsWith("/status"))
                .map(it -> it.getValue().get("status"))
                .findFirst();
    }

    /** The kinds that were written, by their plural names, in their order. */
    synchronized List<String> written() {
        return List.copyOf(written);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean reads = exchange.getRequestMethod().equals("GET");
        JsonNode answer = reads ? stored.get(path) : write(path, (ObjectNode) JSON.readTree(body));
        if (answer == null) {
            answer = status(404, path + " is not there");
        }
        byte[] said = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.path("code").asInt(200), said.length);
        exchange.getResponseBody().write(said);
        exchange.close();
    }

    private JsonNode write(String path, ObjectNode object) {
        List<String> steps = List.of(path.split("/"));
        String plural = steps.get(steps.indexOf("namespaces") + 2);
        JsonNode refusal = refusals.get(plural);
        if (refusal != null) {
            return refusal;
        }
        version++;
        object.withObject("/metadata").put("uid", "uid-of-" + path).put("resourceVersion", String.valueOf(version));
        stored.put(path, object);
        written.add(plural);
        return object;
    }

    private static JsonNode status(int code, String message) {
        return JSON.createObjectNode()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("message", message)
                .put("code", code);
    }

    @Override
    public void close() {
        client.close();
        server.stop(0);
    }
}
