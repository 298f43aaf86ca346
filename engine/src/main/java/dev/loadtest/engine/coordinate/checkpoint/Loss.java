package dev.loadtest.engine.coordinate.checkpoint;

/**
 * When a worker's share of a case was cut short, because the worker was lost or was told to end. The first two are schedule
 * time in nanoseconds from the start of the case.
 *
 * @param elapsedNanos how far the share's schedule had come at most; below 0 before its start
 * @param reportedNanos how far it had come at least when the last report was made; below 0 where there was none
 * @param atNanos the same instant as the first, in run time
 * @param leaving whether the worker told all that it had sent before it went
 */
public record Loss(long elapsedNanos, long reportedNanos, long atNanos, boolean leaving) {}
