import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Makes the operator's cache of loaded and linked classes: starts it once, as its image will, on the image's own Java and
 * against an API server that knows one LoadTest and is played here, and ends it. Without the cache the image works as well,
 * with more memory and a slower start; so on a base image from elsewhere none is made.
 *
 * <p>usage: {@code java images/AotCache.java tar://FOLDER/base.tar JAR CLASSPATH MAIN OUTPUT}; the class path is the
 * module's, whose folder of classes comes first.
 */
final class AotCache {
    private static final String ARCHIVE = "tar://";
    /** Of a key that nobody uses twice. */
    private static final String PASSWORD = "training";

    /** A whole start takes seconds; the cache is written afterwards. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** What it does after the start, until it waits for pods. */
    private static final Duration AT_WORK = Duration.ofSeconds(6);
    /** Of all files in an image; a cache knows its archives by size and time. */
    private static final FileTime TIME = FileTime.from(Instant.ofEpochSecond(1));

    private final Path base;
    private final Path jar;
    private final List<Path> libraries;
    private final String main;
    private final Path output;
    private final Path folder;

    private AotCache(String[] arguments) {
        base = Path.of(arguments[0].substring(ARCHIVE.length())).toAbsolutePath();
        jar = Path.of(arguments[1]).toAbsolutePath();
        libraries = Pattern.compile(File.pathSeparator)
                .splitAsStream(arguments[2])
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
        main = arguments[3];
        output = Path.of(arguments[4]).toAbsolutePath();
        folder = jar.resolveSibling("aot");
    }

    public static void main(String[] arguments) throws Exception {
        Files.createDirectories(Path.of(arguments[4]).toAbsolutePath().getParent());
        if (arguments[0].startsWith(ARCHIVE)) {
            new AotCache(arguments).make();
        }
    }

    private void make() throws IOException, InterruptedException {
        Path root = Files.createDirectories(folder.resolve("root"));
        Path image = Files.createDirectories(folder.resolve("image"));
        run("tar", "-C", image.toString(), "-xf", base.toString(), "layer.tar");
        run("tar", "-C", root.toString(), "-xf", image.resolve("layer.tar").toString(), "./opt/java");
        List<String> paths = new ArrayList<>();
        paths.add(copy(jar, "classpath"));
        for (Path library : libraries) {
            paths.add(copy(library, "libs"));
        }
        try (PlayedApiServer server = PlayedApiServer.start(certificate())) {
            train(root.resolve("opt/java/bin/java"), String.join(File.pathSeparator, paths), server.url());
        }
        System.out.println("AOT cache: " + Files.size(output) + " bytes");
    }

    /** A key and its certificate for the played API server: a cluster's is asked by TLS, and of that, too, are classes. */
    private Path certificate() throws IOException, InterruptedException {
        Path store = folder.resolve("api.p12");
        Files.deleteIfExists(store);
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        run(keytool, "-genkeypair", "-alias", "api", "-keyalg", "EC", "-dname", "CN=api", "-ext", "san=ip:127.0.0.1",
                "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString());
        run(keytool, "-exportcert", "-rfc", "-alias", "api", "-storepass", PASSWORD, "-keystore", store.toString(),
                "-file", folder.resolve("api.pem").toString());
        return store;
    }

    private String copy(Path file, String where) throws IOException {
        Path to = Files.createDirectories(folder.resolve("app").resolve(where)).resolve(file.getFileName());
        Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(to, TIME);
        return to.toString();
    }

    private void train(Path java, String classPath, String url) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "-XX:AOTCacheOutput=" + output,
                "-cp",
                classPath,
                main);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "KUBERNETES_MASTER", url,
                        "KUBERNETES_CERTS_CA_FILE", folder.resolve("api.pem").toString(),
                        "KUBERNETES_AUTH_TRYKUBECONFIG", "false",
                        "KUBERNETES_AUTH_TRYSERVICEACCOUNT", "false",
                        "POD_NAME", "operator",
                        "POD_NAMESPACE", "system",
                        "CONTROL_KEY_SECRET", "key",
                        "LEASE_NAME", "lease",
                        "WORKER_IMAGE", "worker",
                        "MANAGEMENT_PORT", "0"));
        Path log = folder.resolve("training.log");
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        for (int i = 0; i < 100 && process.isAlive() && !Files.readString(log).contains(" leads"); i++) {
            process.waitFor(200, TimeUnit.MILLISECONDS);
        }
        process.waitFor(AT_WORK.toMillis(), TimeUnit.MILLISECONDS);
        process.destroy();
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        if (!ended || !Files.exists(output) || !Files.readString(log).contains(" leads")) {
            throw new IllegalStateException("no AOT cache was made: " + Files.readString(log));
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }

    /** As much of an API server as the operator needs to lead and to begin with a run: it keeps what it is given. */
    private static final class PlayedApiServer implements AutoCloseable {
        private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]+)\"");
        private static final Pattern COLLECTION =
                Pattern.compile("/apis?(/[^/]+){1,2}(/namespaces/[^/]+)?/([a-z]+)");
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

        private PlayedApiServer(HttpServer server) {
            this.server = server;
            stored.put("/apis/loadtest.dev/v1alpha1/namespaces/shop/loadtests/plots", TEST);
            stored.put("/api/v1/namespaces/shop/services/plots", SERVICE);
            stored.put("/api/v1/namespaces/system/secrets/key", SECRET);
            stored.put("/api", "{}");
        }

        static PlayedApiServer start(Path certificate) throws IOException {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context(certificate)));
            PlayedApiServer played = new PlayedApiServer(server);
            server.createContext("/", played::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return played;
        }

        private static SSLContext context(Path certificate) throws IOException {
            try {
                KeyStore store = KeyStore.getInstance(certificate.toFile(), PASSWORD.toCharArray());
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(store, PASSWORD.toCharArray());
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
            } else if (exchange.getRequestMethod().equals("GET") && COLLECTION.matcher(path).matches()) {
                String items = path.endsWith("/loadtests") ? TEST : "";
                say(exchange, 200, "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"7\"},"
                        + "\"items\":[" + items + "]}");
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
}
