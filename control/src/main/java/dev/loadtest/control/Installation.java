package dev.loadtest.control;

import dev.loadtest.engine.plan.LoadPlan;

/**
 * The plan that a worker is to run.
 *
 * @param run the run's own id, never used twice
 * @param epoch of the coordinator
 * @param index the worker's place among the run's workers, from 0
 */
public record Installation(String run, long epoch, int index, LoadPlan plan) {
    public Installation {
        if (index < 0) {
            throw new IllegalArgumentException("index is " + index);
        }
    }
}
