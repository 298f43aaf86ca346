package dev.loadtest.worker.warmup;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.HostHealth;
import dev.loadtest.engine.run.Loop;
import dev.loadtest.engine.run.ShareReport;
import dev.loadtest.engine.run.WorkerEngine;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.worker.FoundResources;
import dev.loadtest.worker.JacksonValues;
import dev.loadtest.worker.NoSamples;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.http.AddressPolicy;
import dev.loadtest.worker.http.VertxTransport;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Sends a little load to this process itself before it is ready, on the loops that a run will use: what is loaded and
 * compiled for that does not delay the first requests of the run. Nothing of it is counted, and that it fails stops nobody.
 */
public final class WarmUp {
    private static final System.Logger LOG = System.getLogger(WarmUp.class.getName());
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final VertxLoop work;
    private final VertxLoop talk;
    private final Set<String> open = new HashSet<>();
    private final CompletableFuture<Optional<Warmth>> done = new CompletableFuture<>();
    /** On the loop that sends. */
    private Runnable closeClient = () -> {};
    /** On the loop that answers. */
    private Supplier<Future<Void>> closeServer = Future::succeededFuture;

    private WarmUp(VertxLoop work, VertxLoop talk) {
        this.work = work;
        this.talk = talk;
    }

    /**
     * What was sent, as messages of a real run have it.
     *
     * @param plan of the load
     * @param order one of its shares
     * @param report all of them, ended
     */
    public record Warmth(LoadPlan plan, FireOrder order, WorkerReport report) {}

    /**
     * Begins; completes on the loop that sends, never exceptionally, and within 5 seconds: empty where it came to nothing,
     * which is logged.
     *
     * @param work the loop that sends
     * @param talk the loop that answers, another one
     */
    public static CompletableFuture<Optional<Warmth>> start(VertxLoop work, VertxLoop talk) {
        WarmUp warmUp = new WarmUp(work, talk);
        Loop.Timer patience = work.at(
                work.nanos() + LONGEST.toNanos(),
                () -> warmUp.failed(new TimeoutException(LONGEST + " were not enough")));
        talk.context().runOnContext(now -> warmUp.listen());
        return warmUp.done.thenCompose(warmth -> warmUp.closed().thenApply(nothing -> {
            patience.cancel();
            // What it left is collected now, not in the run's first phase.
            System.gc();
            return warmth;
        }));
    }

    /** Closes all that was opened; completes on the loop that sends. */
    private CompletableFuture<Void> closed() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        work.execute(() -> {
            closeClient.run();
            talk.context()
                    .runOnContext(
                            now -> closeServer.get().onComplete(end -> work.execute(() -> closed.complete(null))));
        });
        return closed;
    }

    private void listen() {
        HttpServer server = talk.context().owner().createHttpServer().requestHandler(WarmUp::answer);
        server.listen(0, "127.0.0.1").onComplete(listening -> {
            if (listening.succeeded()) {
                closeServer = server::close;
                LoadPlan plan = WarmUpPlan.aimed(server.actualPort());
                work.execute(() -> guarded(() -> fire(plan)));
            } else {
                work.execute(() -> failed(listening.cause()));
            }
        });
    }

    /** The first of the web client's requests is led on to another. */
    private static void answer(HttpServerRequest request) {
        request.endHandler(end -> {
            if (request.path().equals("/upload") && request.query().endsWith("=0")) {
                request.response()
                        .setStatusCode(303)
                        .putHeader("Location", "/get")
                        .end();
            } else {
                request.response().putHeader("Content-Type", "application/json").end("{}");
            }
        });
    }

    private void fire(LoadPlan plan) {
        FoundResources none = new FoundResources(Map.of(), Map.of());
        VertxTransport transport = VertxTransport.open(work, plan.target(), none, AddressPolicy.ALLOW_ALL);
        WorkerEngine engine = new WorkerEngine(
                plan,
                work,
                work.nanos(),
                transport,
                none,
                new JacksonValues(),
                new NoSamples(),
                () -> HostHealth.UNKNOWN);
        plan.phases().forEach(phase -> open.add(phase.name()));
        engine.onClosed(() -> guarded(() -> look(plan, engine)));
        closeClient = () -> {
            engine.finish();
            transport.close();
        };
        plan.phases().forEach(phase -> engine.fire(order(phase.name())));
    }

    private FireOrder order(String caseId) {
        return new FireOrder(caseId, 0, 1, work.nanos(), Map.of());
    }

    private void look(LoadPlan plan, WorkerEngine engine) {
        WorkerReport report = engine.report(0, 0);
        report.shares().stream().filter(ShareReport::closed).forEach(share -> open.remove(share.caseId()));
        if (open.isEmpty()) {
            done.complete(Optional.of(new Warmth(plan, order("lean"), report)));
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void failed(Throwable why) {
        if (done.complete(Optional.empty())) {
            LOG.log(System.Logger.Level.WARNING, "The warm-up failed", why);
        }
    }
}
