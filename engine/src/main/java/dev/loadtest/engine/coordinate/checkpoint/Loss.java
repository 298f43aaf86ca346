package dev.loadtest.engine.coordinate.checkpoint;

/**
 * When a worker's share was cut short by its loss or its end. The first two are schedule time in nanoseconds from the
 * start of the case.
 *
 * @param elapsedNanos latest possible progress of the share's schedule; negative before its start
 * @param reportedNanos earliest possible progress at the last report; negative without a report
 * @param atNanos the same instant as the first, in run time
 * @param leaving whether the worker reported all it had sent before it ended
 */
public record Loss(long elapsedNanos, long reportedNanos, long atNanos, boolean leaving) {}
