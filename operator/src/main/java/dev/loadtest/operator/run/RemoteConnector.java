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
    public PodWorker connect(WorkerEndpoint endpoint, LoadPlan plan, Loop loop) {
        return new RemotePod(endpoint, plan, loop, PATIENCE);
    }

    @Override
    public CompletionStage<FileSet> list(WorkerEndpoint endpoint, String set, FileQuery query) {
        return new WorkerStorage(endpoint)
                .files(new FilesRequest(set, query.pattern(), query.rows()), LISTING)
                .thenApply(found -> new FileSet(set, found.files(), found.rows()));
    }
}
