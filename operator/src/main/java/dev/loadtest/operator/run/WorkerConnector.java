package dev.loadtest.operator.run;

import dev.loadtest.control.remote.WorkerEndpoint;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.loop.Loop;
import java.util.concurrent.CompletionStage;

/** Connects to worker pods. Must not block: connecting happens with the first command. Any thread. */
public interface WorkerConnector {

    /**
     * Creates the coordinator's side of a worker.
     *
     * @param loop of the run, which the worker lives on
     */
    PodWorker connect(WorkerEndpoint endpoint, LoadPlan plan, Loop loop);

    /**
     * Files of a mounted volume or Secret, sorted by name, with their rows where these are wanted. Listing does not command:
     * epoch 0 will do.
     */
    CompletionStage<FileSet> list(WorkerEndpoint endpoint, String set, FileQuery query);
}
