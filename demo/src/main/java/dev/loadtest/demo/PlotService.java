package dev.loadtest.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * A running plot service on one event loop of its own, a daemon thread. Its methods may be called from any thread
 * except that loop.
 */
public final class PlotService implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Vertx vertx;
    private final PlotServiceOptions options;
    private final int port;

    private PlotService(Vertx vertx, PlotServiceOptions options, int port) {
        this.vertx = vertx;
        this.options = options;
        this.port = port;
    }

    /**
     * Starts a service and returns once it answers.
     *
     * @throws IOException if it cannot listen on the address
     */
    public static PlotService start(PlotServiceOptions options) throws IOException {
        return start(options, System::nanoTime);
    }

    /** As {@link #start(PlotServiceOptions)}, with the clock that the warm-up reads. */
    static PlotService start(PlotServiceOptions options, LongSupplier nanoClock) throws IOException {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setPreferNativeTransport(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        PlotServer server = new PlotServer(options, nanoClock);
        try {
            await(vertx.deployVerticle(server));
        } catch (IOException e) {
            vertx.close();
            throw new IOException("cannot listen on " + options.listener() + ": " + e.getMessage(), e);
        }
        return new PlotService(vertx, options, server.port());
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Base URL without a path: {@code http://127.0.0.1:8000}. */
    public String url() {
        return options.listener().url(port);
    }

    /** Stops the service; pending requests stay unanswered. */
    @Override
    public void close() {
        try {
            await(vertx.close());
        } catch (IOException e) {
            throw new IllegalStateException("the plot service does not stop", e);
        }
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer for " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
