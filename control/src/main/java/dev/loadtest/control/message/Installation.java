package dev.loadtest.control.message;

import dev.loadtest.engine.plan.LoadPlan;

/**
 * Installs a plan in a worker.
 *
 * @param run the run's id, never reused
 * @param epoch of the coordinator
 * @param index of the worker in the run, from 0
 */
public record Installation(String run, long epoch, int index, LoadPlan plan) {
    public Installation {
        if (index < 0) {
            throw new IllegalArgumentException("index is " + index);
        }
    }
}
