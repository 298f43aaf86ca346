package dev.loadtest.worker;

import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Vert.x instance of this process, with one event loop for each worker. */
public final class WorkerHost implements AutoCloseable {
    private static final long CLOSE_SECONDS = 10;

    private final VertxInternal vertx;
    private final List<VertxLoop> loops = new ArrayList<>();

    private WorkerHost(VertxInternal vertx, int workers, DescriptorBudget descriptors) {
        this.vertx = vertx;
        for (int i = 0; i < workers; i++) {
            // The group assigns its loops in turn: as many contexts as loops use different ones.
            loops.add(new VertxLoop(vertx.createContext(ThreadingModel.EVENT_LOOP), descriptors));
        }
    }

    /**
     * Starts one event loop for each worker, on native epoll if it loads.
     *
     * @param workers at least 1
     */
    public static WorkerHost start(int workers) {
        return start(workers, new AddressResolverOptions());
    }

    /**
     * The same with other name settings than this machine's.
     *
     * @param names hosts file and name servers
     */
    public static WorkerHost start(int workers, AddressResolverOptions names) {
        if (workers < 1) {
            throw new IllegalArgumentException("workers is " + workers);
        }
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(workers)
                .setAddressResolverOptions(names));
        return new WorkerHost((VertxInternal) vertx, workers, DescriptorBudget.ofProcess());
    }

    /** The loops, one for each worker. */
    public List<VertxLoop> loops() {
        return List.copyOf(loops);
    }

    /** Closes every connection and ends the loops; not to be called on one of them. */
    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            System.getLogger(WorkerHost.class.getName())
                    .log(System.Logger.Level.WARNING, "The event loops did not close", e);
        }
    }
}
