package dev.loadtest.bench;

import dev.loadtest.engine.coordinate.Coordinator;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.coordinate.workers.LocalWorker;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.run.WorkerEngine;
import dev.loadtest.engine.run.request.Resources;
import dev.loadtest.engine.run.transport.Transport;
import dev.loadtest.engine.run.transport.Transports;
import dev.loadtest.worker.FoundResources;
import dev.loadtest.worker.GeneratorHealth;
import dev.loadtest.worker.NoSamples;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.WorkerHost;
import dev.loadtest.worker.body.Bodies;
import dev.loadtest.worker.http.VertxTransport;
import dev.loadtest.worker.http.dial.AddressPolicy;
import dev.loadtest.worker.warmup.WarmUp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a plan with in-process workers, like the command line. */
final class EngineRun {
    private static final Resources NONE = new FoundResources(Map.of(), Map.of());

    private EngineRun() {}

    /** The warm-up of a worker before a run. */
    static void warmUp() {
        try (WorkerHost host = WorkerHost.start(2)) {
            WarmUp.start(host.loops().getFirst(), host.loops().getLast()).join();
        }
    }

    static RunResult of(LoadPlan plan, RunObserver observer) {
        return of(plan, observer, Watch.NONE);
    }

    static RunResult of(LoadPlan plan, RunObserver observer, Watch watch) {
        GeneratorHealth health = new GeneratorHealth(Path.of("/"), System::nanoTime);
        try (WorkerHost host = WorkerHost.start(plan.parallelism() + 1)) {
            List<Worker> workers = new ArrayList<>();
            for (int index = 0; index < plan.parallelism(); index++) {
                VertxLoop loop = host.loops().get(index);
                workers.add(watch.worker(new LocalWorker(
                        index,
                        loop,
                        origin -> engine(
                                plan,
                                loop,
                                origin,
                                watch.transport(VertxTransport.open(
                                        loop, plan.targets().standard(), NONE, AddressPolicy.ALLOW_ALL)),
                                health))));
            }
            return new Coordinator(plan, workers, host.loops().getLast(), observer)
                    .start()
                    .toCompletableFuture()
                    .join();
        }
    }

    private static WorkerEngine engine(
            LoadPlan plan, VertxLoop loop, long origin, Transport transport, GeneratorHealth health) {
        return new WorkerEngine(
                plan,
                loop,
                origin,
                Transports.only(transport),
                BenchRows.of(plan),
                Bodies.readers(),
                new NoSamples(),
                health);
    }
}
