package dev.loadtest.operator.run;

import dev.loadtest.control.RemoteWorker;
import dev.loadtest.control.WorkerEndpoint;
import dev.loadtest.control.WorkerStorage;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.LoadPlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Connects to worker pods by their control API. All connections share one loop. */
public final class RemoteConnector implements WorkerConnector, AutoCloseable {
    /** A shorter network failure costs no worker, which pauses meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Includes reading each file for its SHA-256. */
    private static final Duration LISTING = Duration.ofMinutes(5);

    private static final Duration STORING = Duration.ofSeconds(30);

    private final ThreadLoop loop = new ThreadLoop("control");

    @Override
    public PodWorker connect(Endpoint endpoint, long epoch, LoadPlan plan) {
        WorkerEndpoint there = at(endpoint, epoch);
        return new RemotePod(new RemoteWorker(there, plan, loop, PATIENCE), new WorkerStorage(there), STORING);
    }

    @Override
    public CompletionStage<List<FileRef>> list(Endpoint endpoint, String set, String pattern) {
        // Listing does not command: it raises no epoch.
        return new WorkerStorage(at(endpoint, 0)).files(set, pattern, LISTING);
    }

    private static WorkerEndpoint at(Endpoint endpoint, long epoch) {
        return new WorkerEndpoint(
                endpoint.run(),
                endpoint.index(),
                endpoint.ip(),
                endpoint.port(),
                endpoint.key(),
                epoch,
                endpoint.answers());
    }

    @Override
    public void close() {
        loop.close();
    }
}
