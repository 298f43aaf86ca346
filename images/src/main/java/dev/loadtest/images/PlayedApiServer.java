package dev.loadtest.images;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The part of an API server that the operator needs to lead and to begin a run; stores every object. */
final class PlayedApiServer implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern COLLECTION = Pattern.compile("/apis?(/[^/]+){1,2}(/namespaces/[^/]+)?/([a-z]+)");
    private static final String TEST = """
            {"apiVersion":"loadtest.dev/v1alpha1","kind":"LoadTest","metadata":{"name":"plots","namespace":"shop",
            "uid":"2d7f4a3e-0000-4000-8000-000000000001","resourceVersion":"3","generation":1,
            "creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{"target":{"url":"http://plots:8000"},"parallelism":2,
            "requests":[{"name":"health","path":"/health"}],
            "phases":[{"name":"steady","request":"health","rate":{"perSecond":10,"duration":"10s"}}]}}""";
    private static final String SERVICE = """
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"plots","namespace":"shop"},
            "spec":{"clusterIP":"10.96.7.7","clusterIPs":["10.96.7.7"],"ports":[{"port":8000}]}}""";

    private static final String SECRET = """
            {"apiVersion":"v1","kind":"Secret","metadata":{"name":"key","namespace":"system"},
            "data":{"key":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}""";

    private static final String RULES = """
            {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectRulesReview","status":{"incomplete":false,
            "nonResourceRules":[],"resourceRules":[{"apiGroups":["coordination.k8s.io"],"resources":["leases"],
            "verbs":["create","get","update","patch"]}]}}""";

    private final Map<String, String> stored = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile boolean watched;

    private PlayedApiServer(HttpServer server) {
        this.server = server;
        stored.put("/apis/loadtest.dev/v1alpha1/namespaces/shop/loadtests/plots", TEST);
        stored.put("/api/v1/namespaces/shop/services/plots", SERVICE);
        stored.put("/api/v1/namespaces/system/secrets/key", SECRET);
        stored.put("/api", "{}");
    }

    /** @param store of the key by which it proves itself, PKCS 12 with this password */
    static PlayedApiServer start(Path store, String password) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store, password)));
        PlayedApiServer played = new PlayedApiServer(server);
        server.createContext("/", played::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return played;
    }

    private static SSLContext context(Path file, String password) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(file.toFile(), password.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS with the key just made", e);
        }
    }

    String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Whether a client has seen everything and waits for changes. */
    boolean isWatched() {
        return watched;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher name = NAME.matcher(body);
        if ("websocket".equals(exchange.getRequestHeaders().getFirst("Upgrade"))) {
            say(exchange, 200, "{}"); // no web socket: it is asked again by plain HTTP
        } else if (query.contains("watch=true")) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush(); // and nothing ever happens
            watched = true;
        } else if (exchange.getRequestMethod().equals("GET")
                && COLLECTION.matcher(path).matches()) {
            String items = path.endsWith("/loadtests") ? TEST : "";
            say(
                    exchange,
                    200,
                    "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"7\"}," + "\"items\":["
                            + items + "]}");
        } else if (exchange.getRequestMethod().equals("GET")) {
            String found = stored.get(path);
            say(exchange, found == null ? 404 : 200, found == null ? "{\"kind\":\"Status\",\"code\":404}" : found);
        } else if (path.endsWith("/selfsubjectrulesreviews")) {
            say(exchange, 201, RULES);
        } else {
            boolean made = exchange.getRequestMethod().equals("POST") && name.find();
            stored.put(made ? path + "/" + name.group(1) : path.replace("/status", ""), body);
            say(exchange, 200, body);
        }
    }

    private static void say(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
