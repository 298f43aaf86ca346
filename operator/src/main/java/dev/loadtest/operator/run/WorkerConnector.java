package dev.loadtest.operator.run;

import dev.loadtest.engine.coordinate.Worker;
import dev.loadtest.engine.plan.LoadPlan;

/** Makes the coordinator's side of a worker pod. Must not block: connecting belongs to the worker's first command. */
public interface WorkerConnector {

    /**
     * Where a worker is, and what shows that we may command it.
     *
     * @param index its completion index
     * @param ip the pod's
     * @param token of the run's control API
     * @param epoch of the coordinator: workers refuse a lower one than they have seen
     */
    record Endpoint(String run, int index, String ip, int port, String token, long epoch) {
        /** Without the token: endpoints are logged. */
        @Override
        public String toString() {
            return "worker " + index + " of " + run + " at " + ip + ":" + port;
        }
    }

    Worker connect(Endpoint endpoint, LoadPlan plan);
}
