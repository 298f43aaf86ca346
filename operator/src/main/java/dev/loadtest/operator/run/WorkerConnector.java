package dev.loadtest.operator.run;

import dev.loadtest.control.AnswerBudget;
import dev.loadtest.control.ControlKey;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.LoadPlan;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Reaches worker pods. Must not block: connecting belongs to the first command. Any thread. */
public interface WorkerConnector {

    /**
     * Where a worker is, and what shows that we may command it.
     *
     * @param run the LoadTest's UID
     * @param index its completion index
     * @param pod its UID
     * @param ip the pod's
     * @param key of the run's operators
     * @param answers what the run's workers may answer together
     */
    record Endpoint(String run, int index, String pod, String ip, int port, ControlKey key, AnswerBudget answers) {
        /** Endpoints are logged. */
        @Override
        public String toString() {
            return "worker " + index + " of " + run + " at " + ip + ":" + port;
        }
    }

    /** @param epoch of the coordinator: workers refuse a lower one than they have seen */
    PodWorker connect(Endpoint endpoint, long epoch, LoadPlan plan);

    /** The files of a mounted volume that match a pattern, in order of their names. */
    CompletionStage<List<FileRef>> list(Endpoint endpoint, String set, String pattern);
}
