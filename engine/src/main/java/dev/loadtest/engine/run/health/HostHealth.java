package dev.loadtest.engine.run.health;

/**
 * Disturbances of the worker's process since its run began, to name causes of lateness.
 *
 * @param gcPauseMillis total time of garbage collection pauses
 * @param throttledMillis total time of throttling by the CPU quota
 */
public record HostHealth(long gcPauseMillis, long throttledMillis) {
    public static final HostHealth UNKNOWN = new HostHealth(0, 0);
}
