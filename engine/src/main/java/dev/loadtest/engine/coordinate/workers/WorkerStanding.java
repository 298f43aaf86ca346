package dev.loadtest.engine.coordinate.workers;

/**
 * State of a worker.
 *
 * @param incarnation of its process, never reused: a restarted worker has another one
 * @param begun whether it accepts orders
 * @param originNanos start of run time, in its loop's time; 0 before
 */
public record WorkerStanding(String incarnation, boolean begun, long originNanos) {}
