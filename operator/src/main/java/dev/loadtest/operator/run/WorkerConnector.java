package dev.loadtest.operator.run;

import dev.loadtest.control.remote.AnswerBudget;
import dev.loadtest.control.seal.ControlKey;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.loop.Loop;
import java.util.concurrent.CompletionStage;

/** Connects to worker pods. Must not block: connecting happens with the first command. Any thread. */
public interface WorkerConnector {

    /**
     * Address of a worker and the means to command it.
     *
     * @param run the LoadTest's UID
     * @param index its completion index
     * @param pod its UID
     * @param ip the pod's
     * @param key of the run's operators
     * @param answers shared limit of the answers of the run's workers
     */
    record Endpoint(String run, int index, String pod, String ip, int port, ControlKey key, AnswerBudget answers) {
        /** Endpoints are logged. */
        @Override
        public String toString() {
            return "worker " + index + " of " + run + " at " + ip + ":" + port;
        }
    }

    /**
     * Creates the coordinator's side of a worker.
     *
     * @param epoch of the coordinator: workers refuse lower ones
     * @param loop of the run, which the worker lives on
     */
    PodWorker connect(Endpoint endpoint, long epoch, LoadPlan plan, Loop loop);

    /** Files of a mounted volume or Secret, sorted by name, with their rows where these are wanted. */
    CompletionStage<FileSet> list(Endpoint endpoint, String set, FileQuery query);
}
