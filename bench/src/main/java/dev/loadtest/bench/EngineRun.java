package dev.loadtest.bench;

import dev.loadtest.engine.coordinate.Coordinator;
import dev.loadtest.engine.coordinate.LocalWorker;
import dev.loadtest.engine.coordinate.RunObserver;
import dev.loadtest.engine.coordinate.Worker;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.run.Resources;
import dev.loadtest.engine.run.Transport;
import dev.loadtest.engine.run.WorkerEngine;
import dev.loadtest.worker.GeneratorHealth;
import dev.loadtest.worker.JacksonValues;
import dev.loadtest.worker.VertxLoop;
import dev.loadtest.worker.WorkerHost;
import dev.loadtest.worker.http.AddressPolicy;
import dev.loadtest.worker.http.VertxTransport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A plan run by in-process workers, as the command line does it. */
final class EngineRun {
    private static final Resources NONE = new Resources() {
        @Override
        public Path file(FileRef file) {
            throw new UnsupportedOperationException(file.name());
        }

        @Override
        public String secret(SecretRef ref) {
            throw new UnsupportedOperationException(ref.toString());
        }
    };

    private static final GeneratorHealth HEALTH = new GeneratorHealth(Path.of("/"), System::nanoTime);

    private EngineRun() {}

    static RunResult of(LoadPlan plan, RunObserver observer) {
        return of(plan, observer, Watch.NONE);
    }

    static RunResult of(LoadPlan plan, RunObserver observer, Watch watch) {
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
                                watch.transport(
                                        VertxTransport.open(loop, plan.target(), NONE, AddressPolicy.ALLOW_ALL))))));
            }
            return new Coordinator(plan, workers, host.loops().getLast(), observer)
                    .start()
                    .toCompletableFuture()
                    .join();
        }
    }

    static WorkerEngine engine(LoadPlan plan, VertxLoop loop, long origin, Transport transport) {
        return new WorkerEngine(
                plan,
                loop,
                origin,
                transport,
                NONE,
                new JacksonValues(),
                (sample, type, body, truncated) -> CompletableFuture.completedFuture(sample),
                HEALTH);
    }
}
