package dev.loadtest.operator.run;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.run.loop.Loop;

/** Creates the coordinator's side of a worker. Must not block. */
@FunctionalInterface
public interface Connect {

    /**
     * @param epoch of the coordinator
     * @param loop of the run, which the worker lives on
     */
    PodWorker to(long epoch, LoadPlan plan, Loop loop);
}
