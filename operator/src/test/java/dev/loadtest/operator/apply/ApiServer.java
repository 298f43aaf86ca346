package dev.loadtest.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A fake API server: stores objects by path and refuses writes on demand, with messages of its own. */
final class ApiServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> KINDS = Set.of("pods", "jobs", "configmaps", "networkpolicies", "events");

    private final Map<String, JsonNode> stored = new TreeMap<>();
    private final Map<String, JsonNode> refusals = new TreeMap<>();
    private final List<String> written = new ArrayList<>();
    private final List<JsonNode> deletes = new ArrayList<>();
    private final List<String> deleted = new ArrayList<>();
    private final HttpServer server;
    private final KubernetesClient client;
    private int version = 1;

    ApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = client(server);
    }

    /** A client that asks once. */
    static KubernetesClient client(HttpServer server) {
        return new KubernetesClientBuilder()
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

    /** Refuses all writes of a kind from now on. */
    synchronized void refuse(String plural, int code, String message) {
        refusals.put(plural, status(code, message));
    }

    /** The last status written for a LoadTest; empty before. */
    synchronized Optional<JsonNode> status() {
        return stored.entrySet().stream()
                .filter(it -> it.getKey().endsWith("/status"))
                .map(it -> it.getValue().get("status"))
                .findFirst();
    }

    /** The kinds written, by plural names, in order. */
    synchronized List<String> written() {
        return List.copyOf(written);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonNode answer =
                switch (exchange.getRequestMethod()) {
                    case "GET" -> read(path);
                    case "DELETE" -> delete(path, JSON.readTree(body));
                    case "PATCH" -> patch(path, JSON.readTree(body));
                    case "POST" -> create(path, (ObjectNode) JSON.readTree(body));
                    default -> write(path, (ObjectNode) JSON.readTree(body));
                };
        byte[] said = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.path("code").asInt(200), said.length);
        exchange.getResponseBody().write(said);
        exchange.close();
    }

    /** An object, or all objects whose path has this prefix. */
    private JsonNode read(String path) {
        if (stored.containsKey(path)) {
            return stored.get(path);
        }
        if (!KINDS.contains(path.substring(path.lastIndexOf('/') + 1))) {
            return notFound(path);
        }
        ObjectNode list = JSON.createObjectNode();
        list.putObject("metadata").put("resourceVersion", String.valueOf(version));
        ArrayNode items = list.putArray("items");
        stored.forEach((key, object) -> {
            if (key.startsWith(path + "/")) {
                items.add(object);
            }
        });
        return list;
    }

    private JsonNode delete(String path, JsonNode options) {
        deletes.add(options);
        JsonNode object = stored.get(path);
        if (object == null) {
            return notFound(path);
        }
        for (String field : List.of("uid", "resourceVersion")) {
            JsonNode wanted = options.path("preconditions").path(field);
            if (wanted.isTextual() && !wanted.equals(object.at("/metadata/" + field))) {
                return status(409, "Precondition failed: " + field);
            }
        }
        deleted.add(path.substring(path.lastIndexOf('/') + 1));
        return Objects.requireNonNull(stored.remove(path));
    }

    /** Creates an object like another client. */
    synchronized <T extends HasMetadata> T put(T object) {
        String api = object.getApiVersion();
        String path = (api.contains("/") ? "/apis/" : "/api/") + api + "/namespaces/"
                + object.getMetadata().getNamespace() + "/" + object.getPlural() + "/"
                + object.getMetadata().getName();
        stored.put(path, JSON.valueToTree(object));
        return object;
    }

    /** An object by the end of its path; empty if there is none. */
    synchronized Optional<JsonNode> get(String end) {
        return stored.entrySet().stream()
                .filter(it -> it.getKey().endsWith(end))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Changes an object like another client. */
    synchronized void change(String end, Consumer<ObjectNode> change) {
        version++;
        stored.forEach((path, object) -> {
            if (path.endsWith(end)) {
                change.accept((ObjectNode) object);
                ((ObjectNode) object).withObject("/metadata").put("resourceVersion", String.valueOf(version));
            }
        });
    }

    /** Deletes an object directly. */
    synchronized void remove(String end) {
        stored.keySet().removeIf(path -> path.endsWith(end));
    }

    /** Bodies of delete requests, in order. */
    synchronized List<JsonNode> deletes() {
        return List.copyOf(deletes);
    }

    /** Names of deleted objects, in order. */
    synchronized List<String> deleted() {
        return List.copyOf(deleted);
    }

    /** A JSON patch is a list; what else is patched here is applied. */
    private JsonNode patch(String path, JsonNode body) {
        return body.isArray()
                ? write(path, (ObjectNode) JsonPatch.apply(body, Objects.requireNonNull(stored.get(path), path)))
                : apply(path, (ObjectNode) body);
    }

    private JsonNode create(String path, ObjectNode object) {
        String named = path + "/" + object.at("/metadata/name").asText();
        return stored.containsKey(named) ? status(409, named + " already exists") : write(named, object);
    }

    /** Only with the matching version and UID. */
    private JsonNode apply(String path, ObjectNode object) {
        JsonNode before = stored.get(path);
        boolean named = object.at("/metadata/uid").isTextual();
        boolean same = before == null
                ? !named
                : before.at("/metadata/resourceVersion").equals(object.at("/metadata/resourceVersion"));
        return same ? write(path, object) : status(409, "the object has been modified");
    }

    private JsonNode write(String path, ObjectNode object) {
        List<String> steps = List.of(path.split("/"));
        String plural = steps.get(steps.indexOf("namespaces") + 2);
        JsonNode refusal = refusals.get(plural);
        if (refusal != null) {
            return refusal;
        }
        version++;
        JsonNode before = stored.get(path);
        String uid =
                before == null ? "uid-" + version : before.at("/metadata/uid").asText();
        object.withObject("/metadata").put("uid", uid).put("resourceVersion", String.valueOf(version));
        stored.put(path, object);
        written.add(plural);
        return object;
    }

    private static JsonNode notFound(String path) {
        return status(404, path + " is not there");
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
