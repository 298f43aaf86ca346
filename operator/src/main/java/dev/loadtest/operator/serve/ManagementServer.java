package dev.loadtest.operator.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** {@code /metrics}, {@code /healthz} and {@code /readyz}, on the JDK's own server. */
public final class ManagementServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ManagementServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to serve.
     *
     * @param port 0 for any that is free
     * @param healthy whether the process is worth keeping
     * @param ready whether it has seen the cluster once
     * @throws UncheckedIOException where the port is taken
     */
    public static ManagementServer start(
            int port, OperatorMetrics metrics, BooleanSupplier healthy, BooleanSupplier ready) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(port), 0);
            ManagementServer started = new ManagementServer(http);
            http.setExecutor(started.threads);
            http.createContext("/metrics", exchange -> answer(exchange, 200, metrics.scrape()));
            http.createContext("/healthz", exchange -> answer(exchange, healthy));
            http.createContext("/readyz", exchange -> answer(exchange, ready));
            http.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("the management port " + port + " cannot be opened", e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, BooleanSupplier good) throws IOException {
        boolean yes = good.getAsBoolean();
        answer(exchange, yes ? 200 : 503, yes ? "ok\n" : "no\n");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
