package dev.loadtest.engine.coordinate.workers;

/**
 * Where a worker stands.
 *
 * @param incarnation its process's own, never used twice: a restarted worker is another one
 * @param begun whether it can fire
 * @param originNanos where run time began, in its loop's time; 0 before
 */
public record WorkerStanding(String incarnation, boolean begun, long originNanos) {}
