package dev.loadtest.worker.process;

import dev.loadtest.control.message.Installation;
import dev.loadtest.control.session.WorkerSession;
import dev.loadtest.engine.coordinate.workers.LocalWorker;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.run.FakeTransport;
import dev.loadtest.engine.run.WorkerEngine;
import dev.loadtest.engine.run.check.PlainReaders;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.request.NoResources;
import dev.loadtest.engine.run.transport.Transports;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.WorkerHost;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Many workers in one process, each with an address of its own: the control server, the session and the engine of a real
 * one, on one loop that works and one that talks for all of them, and a target that is played. For tests of an operator.
 * Any thread.
 */
public final class SimulatedWorkers implements AutoCloseable {
    private static final int CONNECTIONS = 16;
    private static final long ANSWERS_AFTER_NANOS = Duration.ofMillis(5).toNanos();

    private final WorkerHost host = WorkerHost.start(2);
    private final VertxLoop work = host.loops().get(0);
    private final VertxLoop talk = host.loops().get(1);
    private final Map<String, HttpServer> servers = new ConcurrentHashMap<>();

    /**
     * Serves as the worker of a pod; returns when it listens.
     *
     * @param ip an address of this machine
     * @param environment of the pod's container
     */
    public void serve(String ip, Map<String, String> environment) {
        WorkerSettings settings = EnvironmentReader.read(environment);
        CurrentAddresses addresses = new CurrentAddresses(
                allowed -> new AddressRules(settings.aims(), allowed),
                settings.aims().allowed());
        WorkerSession session = CompletableFuture.supplyAsync(
                        () -> new WorkerSession(work, UUID.randomUUID().toString(), this::worker, () -> {}),
                        work::execute)
                .join();
        ControlRoutes routes = new ControlRoutes(
                work,
                session,
                new PodFiles(settings.files(), Set.of()),
                new OutputStore(talk.context().owner(), Optional.empty()),
                addresses);
        ControlServer control = new ControlServer(talk, settings.operator(), routes);
        CompletableFuture<HttpServer> listening = new CompletableFuture<>();
        talk.context().runOnContext(now -> talk.context()
                .owner()
                .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .connectionHandler(control::opened)
                .requestHandler(control::handle)
                .listen(settings.controlPort(), ip)
                .onComplete(listening::complete, listening::completeExceptionally));
        servers.put(ip, listening.join());
    }

    private CompletionStage<Worker> worker(Installation installation) {
        return CompletableFuture.completedFuture(new LocalWorker(
                installation.index(),
                work,
                origin -> new WorkerEngine(
                        installation.plan(),
                        work,
                        origin,
                        Transports.only(new FakeTransport(
                                work,
                                CONNECTIONS,
                                request -> new FakeTransport.Answer(ANSWERS_AFTER_NANOS, 200, "ok"))),
                        new NoResources(),
                        PlainReaders.NONE,
                        (sample, type, body, truncated, mask) -> CompletableFuture.completedFuture(sample),
                        () -> HostHealth.UNKNOWN)));
    }

    /** Ends the worker at an address, as a kill does. */
    public void end(String ip) {
        HttpServer server = servers.remove(ip);
        if (server != null) {
            server.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Override
    public void close() {
        host.close();
    }
}
