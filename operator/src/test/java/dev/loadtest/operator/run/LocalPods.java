package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.checkpoint.Checkpoint;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointHead;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointShard;
import dev.loadtest.engine.coordinate.checkpoint.CheckpointStore;
import dev.loadtest.engine.coordinate.checkpoint.ShardId;
import dev.loadtest.engine.coordinate.workers.LocalWorker;
import dev.loadtest.engine.coordinate.workers.Worker;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.FakeTransport;
import dev.loadtest.engine.run.WorkerEngine;
import dev.loadtest.engine.run.check.PlainReaders;
import dev.loadtest.engine.run.health.HostHealth;
import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.request.NoResources;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.transport.Transports;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Workers in this process on the run's loop, with a scripted target in place of pods. */
public final class LocalPods {
    private static final int CONNECTIONS = 64;

    private LocalPods() {}

    /** @param script fate and latency of each request */
    public static Connect worker(int index, Function<PreparedRequest, FakeTransport.Fate> script) {
        return (epoch, plan, loop) -> port(new LocalWorker(
                index, loop, origin -> engine(plan, loop, origin, new FakeTransport(loop, CONNECTIONS, script))));
    }

    private static WorkerEngine engine(LoadPlan plan, Loop loop, long origin, FakeTransport transport) {
        return new WorkerEngine(
                plan,
                loop,
                origin,
                Transports.only(transport),
                new NoResources(),
                PlainReaders.NONE,
                (sample, type, body, truncated, mask) -> CompletableFuture.completedFuture(sample),
                () -> HostHealth.UNKNOWN);
    }

    private static PodWorker port(Worker worker) {
        return (PodWorker) Proxy.newProxyInstance(
                LocalPods.class.getClassLoader(),
                new Class<?>[] {PodWorker.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "lost", "leaving", "close" -> null;
                    case "isLost" -> false;
                    case "store", "deny" -> CompletableFuture.completedFuture(null);
                    default -> method.invoke(worker, arguments);
                });
    }

    /** The start of a run with these workers, without a cluster and without a stored checkpoint. */
    public static RunStart start(String uid, LoadPlan plan, List<Connect> workers, Instant now) {
        return new RunStart(
                uid,
                "shop/plots",
                plan,
                null,
                IntStream.range(0, workers.size())
                        .boxed()
                        .collect(Collectors.toMap(index -> index, index -> "pod-" + index)),
                workers,
                () -> new Opening.Opened(Checkpoint.first(), new Forgetful(), Upkeep.NONE),
                false,
                Duration.ZERO,
                Optional.empty(),
                Upkeep.NONE,
                List.of(),
                now);
    }

    /** Stores nothing. */
    private static final class Forgetful implements CheckpointStore {
        @Override
        public CompletionStage<Void> write(ShardId id, CheckpointShard shard) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> commit(CheckpointHead head) {
            return CompletableFuture.completedFuture(null);
        }
    }
}
