package dev.loadtest.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of an API server that the commands use: objects, a watch of LoadTests, and what goes wrong with it on demand.
 * Thread-safe.
 */
final class PlayedCluster implements AutoCloseable {
    static final String NAMESPACE = "shop";
    private static final String TESTS = "/apis/loadtest.dev/v1alpha1/namespaces/" + NAMESPACE + "/loadtests";
    private static final String MAPS = "/api/v1/namespaces/" + NAMESPACE + "/configmaps";
    private static final JsonMapper JSON = new JsonMapper();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, ObjectNode> stored = new TreeMap<>();
    private final List<OutputStream> watches = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final HttpServer server;
    private Consumer<String> created = name -> {};
    private Consumer<String> stopped = name -> {};
    private @Nullable Refusal refusal;
    private boolean losesAnswers;
    private int version = 10;
    private int expiredBefore;

    private record Refusal(String method, String path, JsonNode status) {}

    private PlayedCluster(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    static PlayedCluster start() throws IOException {
        return new PlayedCluster(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    /** A kubeconfig for it. */
    Path kubeconfig(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: played, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: me, user: {token: secret}}]
                contexts: [{name: played, context: {cluster: played, user: me, namespace: %s}}]
                current-context: played
                """.formatted(server.getAddress().getPort(), NAMESPACE));
    }

    /** What an operator does with a new LoadTest, on a thread of its own. */
    synchronized void onCreated(Consumer<String> operator) {
        created = operator;
    }

    /** What an operator does once {@code stop} is set, on a thread of its own. */
    synchronized void onStopped(Consumer<String> operator) {
        stopped = operator;
    }

    /** Answers requests of a method whose path ends so with a Status, from now on. */
    synchronized void refuse(String method, String path, int code, String message, @Nullable String details) {
        ObjectNode status = JSON.createObjectNode();
        status.put("kind", "Status").put("apiVersion", "v1").put("status", "Failure");
        status.put("code", code).put("message", message);
        if (details != null) {
            String[] kindAndName = details.split("/");
            status.putObject("details").put("kind", kindAndName[0]).put("name", kindAndName[1]);
        }
        refusal = new Refusal(method, path, status);
    }

    /** Does what the next creation asks for, and closes the connection without an answer. */
    synchronized void loseNextAnswer() {
        losesAnswers = true;
    }

    /** Sets the status of a LoadTest; every watch hears of it. */
    synchronized void status(String name, Map<String, Object> status) {
        ObjectNode object = Objects.requireNonNull(stored.get(TESTS + "/" + name), name);
        object.set("status", JSON.valueToTree(status));
        changed(object);
        tell("MODIFIED", object);
    }

    /** Ends every watch; the next one has to read everything anew, since its version has expired. */
    synchronized void disconnect() {
        expiredBefore = ++version;
        watches.forEach(PlayedCluster::close);
        watches.clear();
    }

    synchronized void put(String kind, String name, ObjectNode object) {
        object.withObject("/metadata")
                .put("name", name)
                .put("namespace", NAMESPACE)
                .put("uid", "uid-" + name);
        changed(object);
        stored.put((kind.equals("configmaps") ? MAPS : TESTS) + "/" + name, object);
    }

    /** An object by the end of its path. */
    synchronized Optional<JsonNode> get(String end) {
        return stored.entrySet().stream()
                .filter(it -> it.getKey().endsWith(end))
                .<JsonNode>map(Map.Entry::getValue)
                .findFirst();
    }

    /** All objects of a kind, by its plural. */
    synchronized List<JsonNode> all(String plural) {
        return stored.entrySet().stream()
                .filter(it -> it.getKey().contains("/" + plural + "/"))
                .<JsonNode>map(Map.Entry::getValue)
                .toList();
    }

    /** Methods and last steps of the paths of all requests, in order. */
    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("GET") && query.contains("watch=true")) {
            watch(exchange, query);
            return;
        }
        JsonNode answer = answer(exchange.getRequestMethod(), path, query, body);
        if (answer == null) {
            exchange.close();
            return;
        }
        byte[] bytes = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.path("code").asInt(200), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Null where the answer is lost. */
    private synchronized @Nullable JsonNode answer(String method, String path, String query, byte[] body)
            throws IOException {
        asked.add(method + " " + path.substring(path.lastIndexOf('/') + 1));
        if (refusal != null && refusal.method().equals(method) && path.endsWith(refusal.path())) {
            return refusal.status();
        }
        return switch (method) {
            case "POST" -> create(path, (ObjectNode) JSON.readTree(body));
            case "PATCH" -> patch(path, (ObjectNode) JSON.readTree(body));
            case "DELETE" -> stored.containsKey(path) ? Objects.requireNonNull(stored.remove(path)) : notFound(path);
            default -> path.equals(TESTS) || path.equals(MAPS) ? list(path, query) : read(path);
        };
    }

    private JsonNode read(String path) {
        ObjectNode found = stored.get(path);
        return found == null ? notFound(path) : found.deepCopy();
    }

    private JsonNode list(String path, String query) {
        ObjectNode list = JSON.createObjectNode();
        list.put("kind", "LoadTestList").put("apiVersion", "loadtest.dev/v1alpha1");
        list.putObject("metadata").put("resourceVersion", String.valueOf(version));
        ArrayNode items = list.putArray("items");
        stored.forEach((key, object) -> {
            String name = object.at("/metadata/name").asText();
            boolean asks = !query.contains("metadata.name") || query.contains(name);
            if (key.startsWith(path + "/") && asks) {
                items.add(object.deepCopy());
            }
        });
        return list;
    }

    private @Nullable JsonNode create(String path, ObjectNode object) {
        String name = object.at("/metadata/name").asText();
        String place = path + "/" + name;
        if (stored.containsKey(place)) {
            return failure(409, name + " already exists", place);
        }
        object.withObject("/metadata").put("uid", "uid-" + name).put("creationTimestamp", "2026-01-15T09:30:00Z");
        changed(object);
        stored.put(place, object);
        if (path.equals(TESTS)) {
            Consumer<String> operator = created;
            threads.execute(() -> operator.accept(name));
        }
        if (losesAnswers) {
            losesAnswers = false;
            return null;
        }
        return object.deepCopy();
    }

    private JsonNode patch(String path, ObjectNode change) {
        ObjectNode object = stored.get(path);
        if (object == null) {
            return notFound(path);
        }
        merge(object, change);
        changed(object);
        if (path.startsWith(TESTS)) {
            tell("MODIFIED", object);
            String name = object.at("/metadata/name").asText();
            if (change.at("/spec/stop").asBoolean()) {
                Consumer<String> operator = stopped;
                threads.execute(() -> operator.accept(name));
            }
        }
        return object.deepCopy();
    }

    /** Owners are added to those that there are, as a strategic merge does. */
    private static void merge(ObjectNode to, ObjectNode change) {
        change.properties().forEach(field -> {
            JsonNode before = to.get(field.getKey());
            if (before instanceof ObjectNode fields && field.getValue() instanceof ObjectNode more) {
                merge(fields, more);
            } else if (before instanceof ArrayNode list && field.getKey().equals("ownerReferences")) {
                list.addAll((ArrayNode) field.getValue());
            } else {
                to.set(field.getKey(), field.getValue());
            }
        });
    }

    /** A client that asks for the versions after an expired one has to list again. */
    private void watch(HttpExchange exchange, String query) throws IOException {
        OutputStream out = exchange.getResponseBody();
        synchronized (this) {
            asked.add("WATCH");
            int since = Integer.parseInt(query.replaceAll(".*resourceVersion=(\\d+).*", "$1"));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (since < expiredBefore) {
                byte[] gone = JSON.writeValueAsBytes(failure(410, "too old resource version", TESTS + "/any"));
                exchange.sendResponseHeaders(410, gone.length);
                out.write(gone);
                exchange.close();
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            out.flush();
            watches.add(out);
            // What has happened between the list and this watch.
            for (Map.Entry<String, ObjectNode> object : stored.entrySet()) {
                if (object.getKey().startsWith(TESTS)
                        && object.getValue().at("/metadata/resourceVersion").asInt() > since) {
                    send(out, "MODIFIED", object.getValue());
                }
            }
        }
    }

    private void tell(String type, ObjectNode object) {
        watches.removeIf(out -> !send(out, type, object));
    }

    private static boolean send(OutputStream out, String type, ObjectNode object) {
        try {
            ObjectNode event = JSON.createObjectNode().put("type", type);
            event.set("object", object);
            out.write((JSON.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private void changed(ObjectNode object) {
        version++;
        object.withObject("/metadata").put("resourceVersion", String.valueOf(version));
    }

    private static JsonNode notFound(String path) {
        return failure(404, path + " not found", path);
    }

    private static JsonNode failure(int code, String message, String path) {
        String[] steps = path.split("/");
        ObjectNode status = JSON.createObjectNode();
        status.put("kind", "Status").put("apiVersion", "v1").put("status", "Failure");
        status.put("code", code).put("message", message);
        status.putObject("details").put("kind", steps[steps.length - 2]).put("name", steps[steps.length - 1]);
        return status;
    }

    private static void close(OutputStream out) {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
