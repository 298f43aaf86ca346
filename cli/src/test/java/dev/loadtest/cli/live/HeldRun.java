package dev.loadtest.cli.live;

import com.sun.net.httpserver.HttpServer;
import dev.loadtest.cli.InProcess;
import dev.loadtest.cli.display.Console;
import dev.loadtest.cli.display.TerminalFacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run with {@code --live} whose target answers five requests at once and holds the sixth: until it is released, the
 * run cannot go on.
 */
final class HeldRun implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final Pattern ADDRESS = Pattern.compile("live: (http://127\\.0\\.0\\.1:\\d+/[0-9a-f]{32}/)\n");
    private static final String MANIFEST = """
            apiVersion: loadtest.dev/v1alpha1
            kind: LoadTest
            metadata: {name: watched}
            spec:
              target: {url: TARGET}
              requests: [{name: quick, path: /quick, timeout: 10m}, {name: held, path: /held, timeout: 10m}]
              phases:
              - {name: before, request: quick, burst: {requests: 5}, maxLateness: 10m}
              - {name: held, request: held, burst: {requests: 1}, timeout: 10m, maxLateness: 10m}
            """;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch released = new CountDownLatch(1);
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final CompletableFuture<URI> page = new CompletableFuture<>();
    private final HttpServer target;
    private final CompletableFuture<Integer> exit;

    private HeldRun(Path folder) throws IOException {
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.setExecutor(threads);
        target.createContext("/", exchange -> {
            try (exchange) {
                if (exchange.getRequestURI().getPath().equals("/held")) {
                    released.await();
                }
                exchange.sendResponseHeaders(200, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        target.start();
        String url = "http://127.0.0.1:" + target.getAddress().getPort();
        Path manifest = Files.writeString(folder.resolve("watched.yaml"), MANIFEST.replace("TARGET", url));
        String[] arguments = {
            "run",
            manifest.toString(),
            "--live",
            "--output",
            folder.resolve("out").toString()
        };
        exit = CompletableFuture.supplyAsync(() -> InProcess.execute(console(), arguments), threads);
        exit.whenComplete((status, defect) ->
                page.completeExceptionally(new IllegalStateException("it ended: " + said + ", " + defect)));
    }

    private Console console() {
        OutputStream heard = new OutputStream() {
            @Override
            public void write(int octet) {
                said.write(octet);
                Matcher address = ADDRESS.matcher(octet == '\n' ? said.toString(StandardCharsets.UTF_8) : "");
                if (address.find()) {
                    page.complete(URI.create(address.group(1)));
                }
            }
        };
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(heard, true, StandardCharsets.UTF_8);
        return new Console(InputStream.nullInputStream(), nowhere, err, TerminalFacts.PIPE);
    }

    static HeldRun start(Path folder) throws IOException {
        return new HeldRun(folder);
    }

    /** Its page, once it is served. */
    URI page() {
        return page.copy().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** The target answers. */
    void release() {
        released.countDown();
    }

    boolean isOver() {
        return exit.isDone();
    }

    /** Waits for its end. */
    int exit() {
        return exit.copy().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        release();
        exit();
        target.stop(0);
        threads.shutdownNow();
    }
}
