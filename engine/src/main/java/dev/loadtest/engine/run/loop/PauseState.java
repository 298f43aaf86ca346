package dev.loadtest.engine.run.loop;

/**
 * Pause state of a worker's schedule, paused by command or for lack of a coordinator.
 *
 * @param paused whether its clock is paused now
 * @param sinceNanos start of the pause, in the time of the worker's loop; 0 while it runs
 * @param totalNanos total duration of finished pauses
 */
public record PauseState(boolean paused, long sinceNanos, long totalNanos) {
    public static final PauseState NONE = new PauseState(false, 0, 0);
}
