package dev.loadtest.engine.run.health;

/**
 * What the worker's process has suffered since its run began, for naming causes of lateness.
 *
 * @param gcPauseMillis total time in garbage collection pauses
 * @param throttledMillis total time that the CPU quota kept it from running
 */
public record HostHealth(long gcPauseMillis, long throttledMillis) {
    public static final HostHealth UNKNOWN = new HostHealth(0, 0);
}
