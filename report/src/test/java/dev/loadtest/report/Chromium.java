package dev.loadtest.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless browser, driven over the DevTools protocol with the JDK's own clients. */
public final class Chromium {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final Path profile;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> replies = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
    private String session = "";

    private Chromium(Process process, Path profile, URI address) throws Exception {
        this.process = process;
        this.profile = profile;
        socket = client.newWebSocketBuilder()
                .buildAsync(address, new Listener())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        ObjectNode target = JSON.createObjectNode().put("url", "about:blank");
        String id = call("Target.createTarget", target).get("targetId").asText();
        ObjectNode attach = JSON.createObjectNode().put("targetId", id).put("flatten", true);
        session = call("Target.attachToTarget", attach).get("sessionId").asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", JSON.createObjectNode());
        }
    }

    /** Starts a browser from the PATH; fails if there is none. */
    public static Chromium start() throws Exception {
        Path profile = Files.createTempDirectory("chromium");
        List<String> command =
                new ArrayList<>(List.of(executable(), "--headless", "--no-sandbox", "--hide-scrollbars"));
        command.add("--disable-gpu");
        command.addAll(List.of("--disable-quic", "--no-first-run", "--disable-background-networking"));
        command.addAll(List.of("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"));
        command.addAll(List.of("--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            return new Chromium(process, profile, address(process));
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String executable() {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
                Path file = Path.of(folder, name);
                if (Files.isExecutable(file)) {
                    return file.toString();
                }
            }
        }
        throw new IllegalStateException("no chromium, chromium-browser or google-chrome is on the PATH");
    }

    /** Reads the address that the browser prints, and everything after it, so that its output never blocks. */
    private static URI address(Process process) throws Exception {
        CompletableFuture<URI> address = new CompletableFuture<>();
        List<String> said = new CopyOnWriteArrayList<>();
        Thread.ofVirtual().start(() -> {
            try (var lines = process.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    said.add(line);
                    if (line.startsWith("DevTools listening on ")) {
                        address.complete(URI.create(line.substring("DevTools listening on ".length())));
                    }
                }
            } catch (IOException e) {
                said.add(e.toString());
            }
            address.completeExceptionally(new IllegalStateException("the browser ended: " + said));
        });
        return address.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Parameters of all events of a method, such as Network.requestWillBeSent, since the last {@link #open}. */
    public List<JsonNode> events(String method) {
        return events.stream()
                .filter(e -> e.get("method").asText().equals(method))
                .map(e -> e.get("params"))
                .toList();
    }

    public void size(int width, int height) throws Exception {
        ObjectNode metrics = JSON.createObjectNode().put("width", width).put("height", height);
        call(
                "Emulation.setDeviceMetricsOverride",
                metrics.put("deviceScaleFactor", 1).put("mobile", width < 600));
    }

    public void colourScheme(String scheme) throws Exception {
        ObjectNode media = JSON.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", scheme);
        call("Emulation.setEmulatedMedia", media);
    }

    /** Presses and releases a key, as a keyboard does. */
    void press(String key) throws Exception {
        ObjectNode down = JSON.createObjectNode().put("type", "keyDown").put("key", key);
        call(
                "Input.dispatchKeyEvent",
                down.put("code", key).put("windowsVirtualKeyCode", 13).put("text", "\r"));
        ObjectNode up = JSON.createObjectNode().put("type", "keyUp").put("key", key);
        call("Input.dispatchKeyEvent", up.put("code", key).put("windowsVirtualKeyCode", 13));
    }

    public void scripts(boolean enabled) throws Exception {
        call("Emulation.setScriptExecutionDisabled", JSON.createObjectNode().put("value", !enabled));
    }

    /** Opens a page and waits until it has loaded. */
    public void open(URI page) throws Exception {
        events.clear();
        CompletableFuture<JsonNode> loaded = new CompletableFuture<>();
        awaited.put("Page.loadEventFired", loaded);
        call("Page.navigate", JSON.createObjectNode().put("url", page.toString()));
        loaded.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** The value of an expression after two frames, when the page's observers have run. */
    public JsonNode evaluate(String expression) throws Exception {
        String after =
                "new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(" + expression + "))))";
        ObjectNode script = JSON.createObjectNode().put("expression", after);
        JsonNode reply =
                call("Runtime.evaluate", script.put("awaitPromise", true).put("returnByValue", true));
        if (reply.has("exceptionDetails")) {
            throw new IllegalStateException(reply.get("exceptionDetails").toString());
        }
        return reply.path("result").path("value");
    }

    /** Waits until an expression holds in the page. */
    public void await(String condition) throws Exception {
        String holds = "new Promise(done => { const look = () => { let holds = false; try { holds = (" + condition
                + "); } catch (missing) { } holds ? done(true) : setTimeout(look, 20); }; look(); })";
        ObjectNode script = JSON.createObjectNode().put("expression", holds);
        JsonNode reply = call("Runtime.evaluate", script.put("awaitPromise", true));
        if (reply.has("exceptionDetails")) {
            throw new IllegalStateException(reply.get("exceptionDetails").toString());
        }
    }

    /** What the page looks like, as a PNG. */
    public byte[] screenshot() throws Exception {
        ObjectNode whole = JSON.createObjectNode().put("format", "png").put("captureBeyondViewport", true);
        return Base64.getDecoder()
                .decode(call("Page.captureScreenshot", whole).get("data").asText());
    }

    /** The lowest contrast of the important texts against their background, by WCAG. */
    double lowestContrast() throws Exception {
        return evaluate("""
                (() => {
                  const rgb = (c) => c.match(/[\\d.]+/g).map(Number);
                  const part = (v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : Math.pow((v / 255 + 0.055) / 1.055, 2.4));
                  const light = (c) => 0.2126 * part(c[0]) + 0.7152 * part(c[1]) + 0.0722 * part(c[2]);
                  const behind = (e) => {
                    for (let at = e; at; at = at.parentElement) {
                      const c = rgb(getComputedStyle(at).backgroundColor);
                      if (c.length < 4 || c[3] > 0) return c;
                    }
                    return [255, 255, 255];
                  };
                  const texts = document.querySelectorAll('h1, .badge, .message, dt, dd, nav a, .tile strong, .note, .hint, .pill, td, th, summary, label');
                  return Math.min(...[...texts].map((e) => {
                    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
                    return (a + 0.05) / (b + 0.05);
                  }));
                })()
                """).asDouble();
    }

    private JsonNode call(String method, ObjectNode parameters) throws Exception {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        replies.put(id, reply);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        socket.sendText(message.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        JsonNode answer = reply.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer.has("error")) {
            throw new IllegalStateException(method + ": " + answer.get("error"));
        }
        return answer.get("result");
    }

    private void received(JsonNode message) {
        if (message.has("id")) {
            CompletableFuture<JsonNode> reply = replies.remove(message.get("id").asInt());
            if (reply != null) {
                reply.complete(message);
            }
            return;
        }
        events.add(message);
        CompletableFuture<JsonNode> waiting =
                awaited.remove(message.get("method").asText());
        if (waiting != null) {
            waiting.complete(message);
        }
    }

    public void stop() throws Exception {
        socket.abort();
        client.close();
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    received(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    replies.values().forEach(r -> r.completeExceptionally(e));
                }
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            replies.values().forEach(r -> r.completeExceptionally(error));
        }
    }
}
