package dev.loadtest.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A target on loopback: {@code /fast} answers at once, {@code /never} does not, and signals its first request. */
public final class SlowTarget implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private static final int SEVERAL = 10;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch severalAnswered = new CountDownLatch(SEVERAL);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;

    private SlowTarget(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/fast", this::answerAtOnce);
        server.createContext("/never", this::hang);
        server.start();
    }

    public static SlowTarget start() {
        try {
            return new SlowTarget(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void awaitNever() throws InterruptedException {
        asked.await();
    }

    /** Waits until ten requests to {@code /fast} were answered. */
    void awaitSeveral() throws InterruptedException {
        severalAnswered.await();
    }

    private void answerAtOnce(HttpExchange exchange) throws IOException {
        answer(exchange, 200);
        severalAnswered.countDown();
    }

    private void hang(HttpExchange exchange) throws IOException {
        asked.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answer(exchange, 503);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
