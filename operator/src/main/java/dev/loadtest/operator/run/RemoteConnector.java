package dev.loadtest.operator.run;

import dev.loadtest.control.message.FilesRequest;
import dev.loadtest.control.remote.WorkerEndpoint;
import dev.loadtest.control.remote.WorkerStorage;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.loop.Loop;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Connects to worker pods by their control API. */
public final class RemoteConnector implements WorkerConnector {
    /** A shorter network failure costs no worker, which pauses meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Includes reading each file for its SHA-256. */
    private static final Duration LISTING = Duration.ofMinutes(5);

    @Override
    public PodWorker connect(Endpoint endpoint, long epoch, LoadPlan plan, Loop loop) {
        return new RemotePod(at(endpoint, epoch), plan, loop, PATIENCE);
    }

    @Override
    public CompletionStage<FileSet> list(Endpoint endpoint, String set, FileQuery query) {
        // Listing does not command: it raises no epoch.
        return new WorkerStorage(at(endpoint, 0))
                .files(new FilesRequest(set, query.pattern(), query.rows()), LISTING)
                .thenApply(found -> new FileSet(set, found.files(), found.rows()));
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
}
