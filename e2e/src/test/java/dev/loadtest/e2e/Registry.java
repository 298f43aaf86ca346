package dev.loadtest.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A minimal registry on loopback with its own certificate: blobs and manifests of the OCI distribution specification.
 * Refuses blobs with a wrong digest, and manifests with missing blobs.
 */
final class Registry implements AutoCloseable {
    private static final Pattern BLOB = Pattern.compile("/v2/.+/blobs/(sha256:[0-9a-f]{64})");
    private static final Pattern UPLOAD = Pattern.compile("/v2/(.+)/blobs/uploads/([-0-9a-f]*)");
    private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/([^/]+)");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, StoredManifest> manifests = new ConcurrentHashMap<>();
    private final HttpsServer server;
    private final BlobStore blobs;

    /** @param folder empty; blobs are stored there */
    Registry(Path folder) {
        blobs = new BlobStore(folder);
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setHttpsConfigurator(
                new HttpsConfigurator(SelfSigned.make("dns:localhost,ip:127.0.0.1", folder.resolve("key"))
                        .context()));
        server.setExecutor(threads);
        server.createContext("/v2/", this::answer);
        server.start();
    }

    /** HOST:PORT, as in image names. */
    String host() {
        return "localhost:" + server.getAddress().getPort();
    }

    /** The image pushed under a name and a tag. */
    PushedImage image(String name, String tag) {
        StoredManifest manifest = manifests.get(name + ":" + tag);
        if (manifest == null) {
            throw new AssertionError("nothing was pushed as " + name + ":" + tag + ", only " + manifests.keySet());
        }
        return PushedImage.of(manifest.type(), manifest.bytes(), this::blob);
    }

    private byte[] blob(String digest) {
        try {
            return Files.readAllBytes(blobs.file(digest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Matcher blob = BLOB.matcher(path);
            Matcher upload = UPLOAD.matcher(path);
            Matcher manifest = MANIFEST.matcher(path);
            if (path.equals("/v2/")) {
                status(exchange, 200);
            } else if (blob.matches()) {
                sendBlob(exchange, blob.group(1));
            } else if (upload.matches()) {
                receiveBlob(exchange, upload.group(1), upload.group(2));
            } else if (manifest.matches()) {
                manifest(exchange, manifest.group(1), manifest.group(2));
            } else {
                status(exchange, 404);
            }
        }
    }

    private void sendBlob(HttpExchange exchange, String digest) throws IOException {
        if (blobs.holds(digest)) {
            Path file = blobs.file(digest);
            send(exchange, "application/octet-stream", digest, Files.size(file), out -> Files.copy(file, out));
        } else {
            status(exchange, 404);
        }
    }

    /** POST begins an upload, PATCH appends, PUT completes. */
    private void receiveBlob(HttpExchange exchange, String name, String id) throws IOException {
        String upload = id.isEmpty() ? UUID.randomUUID().toString() : id;
        blobs.append(upload, exchange.getRequestBody());
        if (exchange.getRequestMethod().equals("PUT")) {
            String digest = exchange.getRequestURI().getQuery().replaceFirst("^.*digest=", "");
            status(exchange, blobs.commit(upload, digest) ? 201 : 400);
        } else {
            exchange.getResponseHeaders().set("Location", "/v2/" + name + "/blobs/uploads/" + upload);
            status(exchange, 202);
        }
    }

    private void manifest(HttpExchange exchange, String name, String reference) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            boolean whole = PushedImage.blobs(bytes).allMatch(blobs::holds);
            if (whole) {
                String type = exchange.getRequestHeaders().getFirst("Content-Type");
                StoredManifest stored = new StoredManifest(type, BlobStore.digest(bytes), bytes);
                manifests.put(name + ":" + reference, stored);
                manifests.put(name + ":" + stored.digest(), stored);
            }
            status(exchange, whole ? 201 : 400);
            return;
        }
        StoredManifest stored = manifests.get(name + ":" + reference);
        if (stored == null) {
            status(exchange, 404);
        } else {
            send(exchange, stored.type(), stored.digest(), stored.bytes().length, out -> out.write(stored.bytes()));
        }
    }

    private record StoredManifest(String type, String digest, byte[] bytes) {}

    @FunctionalInterface
    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void send(HttpExchange exchange, String type, String digest, long length, Body body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, length);
            body.writeTo(exchange.getResponseBody());
        }
    }

    private static void status(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
