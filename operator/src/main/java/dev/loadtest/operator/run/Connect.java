package dev.loadtest.operator.run;

import dev.loadtest.engine.plan.LoadPlan;

/** Creates the coordinator's side of a worker. Must not block. */
@FunctionalInterface
public interface Connect {

    /** @param epoch of the coordinator */
    PodWorker to(long epoch, LoadPlan plan);
}
