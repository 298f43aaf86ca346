package dev.loadtest.worker.process;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** A target on loopback that answers every request alike and counts requests verbatim. */
final class CountingTarget implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Semaphore arrivals = new Semaphore(0);
    private volatile boolean answering = true;
    private final Semaphore held = new Semaphore(0);

    CountingTarget() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                String token = exchange.getRequestHeaders().getFirst("X-Token");
                String asked = exchange.getRequestURI() + (token == null ? "" : " " + token);
                counts.computeIfAbsent(asked, any -> new LongAdder()).increment();
                arrivals.release();
                if (!answering) {
                    held.acquireUninterruptibly();
                }
                exchange.getResponseHeaders()
                        .set("X-Handle", "h" + exchange.getRequestURI().hashCode());
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Number of requests by text. */
    Map<String, Long> counts() {
        Map<String, Long> copy = new TreeMap<>();
        counts.forEach((asked, n) -> copy.put(asked, n.sum()));
        return copy;
    }

    long total() {
        return counts().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Waits for a number of further requests. */
    void awaitArrivals(int n) throws InterruptedException {
        if (!arrivals.tryAcquire(n, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("only " + arrivals.availablePermits() + " of " + n + " requests have arrived");
        }
    }

    /** Waits for one further request. */
    boolean arrivesWithin(Duration most) throws InterruptedException {
        return arrivals.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Requests wait for {@link #release} from now on. */
    void hold() {
        answering = false;
    }

    void release() {
        answering = true;
        held.release(1_000_000);
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.close();
    }
}
