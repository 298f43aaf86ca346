package dev.loadtest.worker.process;

import dev.loadtest.control.metrics.Exposition;
import dev.loadtest.control.serve.ManagementServer;
import dev.loadtest.control.serve.Page;
import dev.loadtest.control.session.WorkerSession;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.WorkerHost;
import dev.loadtest.worker.warmup.WarmUp;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A worker with its two servers, on two loops: one for the load, one for control. Any thread.
 */
final class WorkerProcess implements AutoCloseable {
    /** notSent reason for requests left unsent at SIGTERM. */
    private static final String ENDED = "workerLost";

    private static final int IDLE_SECONDS = 90;
    private static final int LAST_ANSWER_SECONDS = 2;
    private static final int LEDGER_SECONDS = 5;
    private static final int MAX_LINE_BYTES = 2 << 10;
    private static final int MAX_HEADER_BYTES = 8 << 10;

    private final WorkerSettings settings;
    private final WorkerHost host;
    private final VertxLoop work;
    private final VertxLoop talk;
    private final PodSignIns signIns;
    private final Preparation preparation;
    private final CompletableFuture<ExitStatus> ended = new CompletableFuture<>();
    private final WorkerSession session;
    private final WorkerMetrics rows = new WorkerMetrics();
    private @Nullable Exposition metrics;
    private final CompletableFuture<Void> warm;
    private final HttpServer control;
    private final ManagementServer management;

    private WorkerProcess(WorkerSettings settings, CurrentAddresses.Rules rules, WorkerHost host) {
        this.settings = settings;
        this.host = host;
        this.work = host.loops().get(0);
        this.talk = host.loops().get(1);
        CurrentAddresses addresses = new CurrentAddresses(rules, settings.aims().allowed());
        this.signIns = new PodSignIns(settings, addresses, work);
        this.preparation = new Preparation(settings, addresses, work, signIns.all());
        this.session = CompletableFuture.supplyAsync(
                        () -> new WorkerSession(work, UUID.randomUUID().toString(), preparation::worker, this::leave),
                        work::execute)
                .join();
        ControlRoutes routes = new ControlRoutes(
                work,
                session,
                new PodFiles(settings.files(), settings.claimSets()),
                new OutputStore(talk.context().owner(), settings.output()),
                addresses);
        control = listen(settings.controlPort(), new ControlServer(talk, settings.operator(), routes));
        warm = WarmUp.start(work, talk, settings.warmUp())
                .thenAcceptAsync(
                        warmth -> warmth.ifPresent(done -> Rehearsal.carry(done, settings.warmUp(), talk)),
                        talk::execute);
        management = ManagementServer.start(
                settings.metricsPort(), ManagementPages.of(warm::isDone, this::missing, this::metrics));
    }

    /**
     * Starts; serves when this returns.
     *
     * @throws IllegalStateException with a sentence if it cannot, for example if a port is taken
     */
    static WorkerProcess start(WorkerSettings settings, CurrentAddresses.Rules rules) {
        WorkerHost host = WorkerHost.start(2);
        try {
            return new WorkerProcess(settings, rules, host);
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    private HttpServer listen(int port, ControlServer server) {
        CompletableFuture<HttpServer> listening = new CompletableFuture<>();
        // Without an upgrade to HTTP/2 a connection is watched from its opening, not from its first request.
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                // No WebSockets here: their handlers would only lengthen the way of each message.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setHttp2ClearTextEnabled(false);
        // All addresses of the pod, IPv4 and IPv6.
        SocketAddress any = SocketAddress.inetSocketAddress(new InetSocketAddress(port));
        talk.context().runOnContext(now -> talk.context()
                .owner()
                .createHttpServer(options)
                .connectionHandler(server::opened)
                .requestHandler(server::handle)
                .listen(any)
                .onComplete(listening::complete, listening::completeExceptionally));
        try {
            return listening.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "port " + port + " cannot be opened: " + e.getCause().getMessage(), e);
        }
    }

    int controlPort() {
        return control.actualPort();
    }

    int metricsPort() {
        return management.port();
    }

    /** Completes when the warm-up is over; the worker is not ready before. */
    CompletableFuture<Void> warm() {
        return warm;
    }

    /** Completes when the process has no more work. */
    CompletableFuture<ExitStatus> ended() {
        return ended;
    }

    /** Stops the load at once; ends when its results are read or the grace is over. */
    void end() {
        work.execute(() -> {
            session.end(ENDED).thenRun(this::sayLastWord);
            work.at(work.nanos() + settings.grace().toNanos(), this::terminated);
        });
    }

    /** The coordinator's last message is still to be answered. */
    private void sayLastWord() {
        talk.context().runOnContext(now -> control.shutdown(LAST_ANSWER_SECONDS, TimeUnit.SECONDS)
                .onComplete(shut -> work.execute(this::terminated)));
    }

    private void terminated() {
        ended.complete(session.finished() ? ExitStatus.DONE : ExitStatus.TERMINATED);
    }

    /** On the worker's loop. */
    private void leave() {
        ended.complete(session.standing().run() == null ? ExitStatus.NEVER_WANTED : ExitStatus.LEFT_ALONE);
    }

    private List<String> missing() {
        List<String> missing = new PodReferences(settings.references())
                .read(settings.required())
                .missing();
        return missing.isEmpty() ? signIns.lacking() : missing;
    }

    private synchronized Page metrics() {
        Exposition made = metrics;
        if (made == null) {
            made = new Exposition(this::collect, work::nanos);
            metrics = made;
        }
        return made;
    }

    /** Converted outside of the worker's loop. */
    private MetricSnapshots collect() {
        return rows.of(CompletableFuture.supplyAsync(preparation::ledger, work::execute)
                .orTimeout(LEDGER_SECONDS, TimeUnit.SECONDS)
                .join());
    }

    /** Closes all connections and ends the loops. */
    @Override
    public void close() {
        management.close();
        host.close();
    }
}
