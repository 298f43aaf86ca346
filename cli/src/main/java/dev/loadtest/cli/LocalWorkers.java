package dev.loadtest.cli;

import dev.loadtest.cli.log.RequestLogFile;
import dev.loadtest.engine.coordinate.workers.LocalWorker;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.FirstExchanges;
import dev.loadtest.engine.run.Samples;
import dev.loadtest.engine.run.WorkerEngine;
import dev.loadtest.engine.run.check.BodyReaders;
import dev.loadtest.engine.run.log.RequestLog;
import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.worker.DescriptorNeed;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a run in this process, each with a loop and a transport of its own, and the coordinator's loop. They
 * implement the same port as pods and send the same shares.
 */
final class LocalWorkers implements AutoCloseable {
    /** One warm-up per process and extent: all workers share the compiled code. */
    private static final Set<WarmUp.Extent> WARM = EnumSet.noneOf(WarmUp.Extent.class);

    private final WorkerHost host;
    private final Loop loop;
    private final LoadPlan plan;
    private final Resources resources;
    /** By worker. */
    private final List<VertxTransports> transports = new ArrayList<>();

    private LocalWorkers(LoadPlan plan, Resources resources) {
        this.plan = plan;
        this.resources = resources;
        this.host = WorkerHost.start(plan.parallelism() + 1);
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

    /** Prepares as many workers as the plan asks for, warmed up and signed in. Connects to nothing else yet. */
    static LocalWorkers start(LoadPlan plan, Resources resources) throws UnusableTarget, NoToken {
        LocalWorkers started = new LocalWorkers(plan, resources);
        try {
            started.open();
            started.signIn();
            started.warmUp(WarmUpNeed.of(plan));
            return started;
        } catch (NoToken e) {
            started.close();
            throw e;
        } catch (IllegalArgumentException e) {
            started.close();
            throw new UnusableTarget(e);
        }
    }

    private void warmUp(WarmUp.Extent extent) {
        synchronized (WARM) {
            if (!WARM.contains(WarmUp.Extent.FULL) && WARM.add(extent)) {
                WarmUp.start(host.loops().getFirst(), host.loops().getLast(), extent)
                        .join();
            }
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

    private void open() {
        for (int index = 0; index < plan.parallelism(); index++) {
            transports.add(VertxTransports.open(host.loops().get(index), plan, resources, AddressPolicy.ALLOW_ALL));
        }
    }

    /**
     * The workers, each with a loop of its own; to be called once.
     *
     * @param samples where saved responses go
     * @param shown the first requests and responses
     * @param log of each request; null for none
     */
    List<Worker> workers(Samples samples, FirstExchanges shown, @Nullable RequestLogFile log) {
        BodyReaders bodies = Bodies.readers();
        GeneratorHealth health = new GeneratorHealth(Path.of("/"), loop::nanos);
        List<Worker> workers = new ArrayList<>();
        for (int index = 0; index < plan.parallelism(); index++) {
            VertxLoop own = host.loops().get(index);
            VertxTransports sending = transports.get(index);
            RequestLog logged = log == null ? null : log.of(index);
            workers.add(new LocalWorker(index, own, origin -> {
                health.runBegins();
                WorkerEngine made = new WorkerEngine(plan, own, origin, sending, resources, bodies, samples, health);
                made.show(shown);
                if (logged != null) {
                    made.log(logged);
                }
                return made;
            }));
        }
        return workers;
    }

    /** A note that this process may not open as many connections as the plan allows; empty if it may. */
    String warning() {
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
