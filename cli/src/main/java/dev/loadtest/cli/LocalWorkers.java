package dev.loadtest.cli;

import dev.loadtest.engine.coordinate.workers.LocalWorker;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.FirstExchanges;
import dev.loadtest.engine.run.Samples;
import dev.loadtest.engine.run.WorkerEngine;
import dev.loadtest.engine.run.check.BodyReaders;
import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.worker.DescriptorNeed;
import dev.loadtest.worker.FileSamples;
import dev.loadtest.worker.GeneratorHealth;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.WorkerHost;
import dev.loadtest.worker.body.Bodies;
import dev.loadtest.worker.http.SignIns;
import dev.loadtest.worker.http.VertxTransports;
import dev.loadtest.worker.http.dial.AddressPolicy;
import dev.loadtest.worker.warmup.WarmUp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The workers of a run in this process, each with a loop and a transport of its own, and the coordinator's loop. They
 * implement the same port as pods and send the same shares.
 */
final class LocalWorkers implements AutoCloseable {
    /** One warm-up per process: all workers share the compiled code. */
    private static final AtomicBoolean WARM = new AtomicBoolean();

    private final WorkerHost host;
    private final Loop loop;
    private final List<VertxTransports> transports = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();

    private LocalWorkers(WorkerHost host) {
        this.host = host;
        this.loop = host.loops().getLast();
    }

    /** A token endpoint gave no token; the message says why. */
    static final class NoToken extends Exception {
        private static final long serialVersionUID = 1;

        NoToken(String why) {
            super(why);
        }
    }

    /** The target can never be sent to, independently of the network; the message says why. */
    static final class UnusableTarget extends Exception {
        private static final long serialVersionUID = 1;

        UnusableTarget(IllegalArgumentException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Starts as many workers as the plan asks for, warmed up and signed in. Connects to nothing else yet.
     *
     * @param output where samples go
     * @param shown the first requests and responses
     */
    static LocalWorkers start(LoadPlan plan, Resources resources, Path output, FirstExchanges shown)
            throws UnusableTarget, NoToken {
        LocalWorkers started = new LocalWorkers(WorkerHost.start(plan.parallelism() + 1));
        try {
            started.open(plan, resources, new FileSamples(output), shown);
            started.signIn();
            if (WARM.compareAndSet(false, true)) {
                WarmUp.start(
                                started.host.loops().getFirst(),
                                started.host.loops().getLast())
                        .join();
            }
            return started;
        } catch (NoToken e) {
            started.close();
            throw e;
        } catch (IllegalArgumentException e) {
            started.close();
            throw new UnusableTarget(e);
        }
    }

    /** Waits for the first tokens. */
    private void signIn() throws NoToken {
        for (VertxTransports each : transports) {
            SignIns signIns = each.signIns();
            signIns.tried().toCompletableFuture().join();
            if (!signIns.lacking().isEmpty()) {
                throw new NoToken(String.join("; ", signIns.lacking()));
            }
        }
    }

    private void open(LoadPlan plan, Resources resources, Samples samples, FirstExchanges shown) {
        BodyReaders bodies = Bodies.readers();
        GeneratorHealth health = new GeneratorHealth(Path.of("/"), loop::nanos);
        for (int index = 0; index < plan.parallelism(); index++) {
            VertxLoop own = host.loops().get(index);
            VertxTransports sending = VertxTransports.open(own, plan, resources, AddressPolicy.ALLOW_ALL);
            transports.add(sending);
            workers.add(new LocalWorker(index, own, origin -> {
                health.runBegins();
                WorkerEngine made = new WorkerEngine(plan, own, origin, sending, resources, bodies, samples, health);
                made.show(shown);
                return made;
            }));
        }
    }

    /** One loop for each worker. */
    List<Worker> workers() {
        return List.copyOf(workers);
    }

    /** A note that this process may not open as many connections as the plan allows; empty if it may. */
    String warning(LoadPlan plan) {
        return host.loops().getFirst().descriptors().warning(DescriptorNeed.of(plan, plan.parallelism()));
    }

    /** The coordinator's own loop. */
    Loop loop() {
        return loop;
    }

    /** Closes every connection and ends the loops. */
    @Override
    public void close() {
        transports.forEach(VertxTransports::close);
        host.close();
    }
}
