package dev.loadtest.worker.warmup;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.FireOrder;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.worker.VertxLoop;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends load to this process itself before it is ready, on the loops of the later run: classes loaded and code compiled
 * for it do not delay the run's first requests. Nothing is counted, and a failure is only logged.
 */
public final class WarmUp {
    private static final System.Logger LOG = System.getLogger(WarmUp.class.getName());
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final VertxLoop work;
    private final VertxLoop talk;
    private final HttpServer web;
    private final ConstantServer constant;
    /** On the sending loop. */
    private @Nullable WarmUpLoad load;
    /** Completed early: no further round may begin beside a run. */
    private volatile boolean over;

    WarmUp(VertxLoop work, VertxLoop talk) {
        this.work = work;
        this.talk = talk;
        this.web = talk.context().owner().createHttpServer().requestHandler(WarmUp::answer);
        this.constant = new ConstantServer(talk);
    }

    /**
     * The messages of the warm-up, as in a real run.
     *
     * @param plan of the load
     * @param order one of its shares
     * @param report some of its shares, ended
     */
    public record Warmth(LoadPlan plan, FireOrder order, WorkerReport report) {}

    /** The extent of a warm-up. */
    public enum Extent {
        /** One round of few requests, which loads classes and opens connections: for a run that asks little. */
        BRIEF(Duration.ZERO, 8),
        /** Rounds until the compiler has settled. */
        FULL(Rounds.LONGEST, 1);

        private final Duration longest;
        private final int divisor;

        Extent(Duration longest, int divisor) {
            this.longest = longest;
            this.divisor = divisor;
        }

        /** By how much fewer requests a round has than in full. */
        int divisor() {
            return divisor;
        }
    }

    /** {@link #start(VertxLoop, VertxLoop, Extent)} in full. */
    public static CompletableFuture<Optional<Warmth>> start(VertxLoop work, VertxLoop talk) {
        return start(work, talk, Extent.FULL);
    }

    /**
     * Begins; completes on the sending loop, never exceptionally, shortly after 10 seconds at the latest: empty after a
     * failure, which is logged.
     *
     * @param work the sending loop
     * @param talk the answering loop, another one
     */
    public static CompletableFuture<Optional<Warmth>> start(VertxLoop work, VertxLoop talk, Extent extent) {
        WarmUp warmUp = new WarmUp(work, talk);
        return CompletableFuture.supplyAsync(warmUp::listen, talk.eventLoop())
                .thenCompose(listening -> listening)
                .thenComposeAsync(port -> warmUp.send(WarmUpPlan.uploads(port)), work.eventLoop())
                .thenComposeAsync(uploaded -> warmUp.listenForRequests(), talk.eventLoop())
                .thenComposeAsync(
                        port -> warmUp.rounds(WarmUpPlan.requests(port, extent), Rounds.start(work, extent.longest)),
                        work.eventLoop())
                .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
                .handleAsync(WarmUp::outcome, work.eventLoop())
                .thenCompose(warmUp::closed);
    }

    private CompletableFuture<Integer> listen() {
        return web.listen(0, WarmUpPlan.HOST)
                .map(HttpServer::actualPort)
                .toCompletionStage()
                .toCompletableFuture();
    }

    /** On the answering loop. */
    CompletableFuture<Integer> listenForRequests() {
        return over ? CompletableFuture.failedFuture(new CancellationException()) : constant.listen();
    }

    /** A tenth of the uploads is redirected. */
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

    /**
     * Repeats the load like consecutive runs: the compiler recompiles for each shape that begins, and again when the
     * first one returns.
     */
    private CompletableFuture<Warmth> rounds(LoadPlan plan, Rounds rounds) {
        rounds.begin();
        return send(plan)
                .thenComposeAsync(
                        warmth -> rounds.enough() ? CompletableFuture.completedFuture(warmth) : rounds(plan, rounds),
                        work.eventLoop());
    }

    /** On the sending loop. */
    CompletableFuture<Warmth> send(LoadPlan plan) {
        if (over) {
            return CompletableFuture.failedFuture(new CancellationException());
        }
        closeLoad();
        load = new WarmUpLoad(plan, work);
        return load.begin();
    }

    private static Optional<Warmth> outcome(@Nullable Warmth warmth, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.log(System.Logger.Level.WARNING, "The warm-up failed", failure);
        }
        return Optional.ofNullable(warmth);
    }

    /** Closes everything permanently, and completes; on the sending loop. */
    CompletableFuture<Optional<Warmth>> closed(Optional<Warmth> warmth) {
        over = true;
        closeLoad();
        return CompletableFuture.supplyAsync(this::closeServers, talk.eventLoop())
                .thenCompose(closing -> closing)
                .handleAsync(
                        (closed, failure) -> {
                            // Collects its garbage now instead of in the run's first phase.
                            System.gc();
                            return warmth;
                        },
                        work.eventLoop());
    }

    private void closeLoad() {
        if (load != null) {
            load.close();
        }
    }

    private CompletableFuture<Void> closeServers() {
        constant.close();
        return web.close().toCompletionStage().toCompletableFuture();
    }
}
