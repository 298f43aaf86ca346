package dev.loadtest.engine.run.loop;

/**
 * How a worker's schedule stands: it pauses when it is told to, and by itself when it has heard no coordinator for a while.
 *
 * @param paused whether its clock stands still now
 * @param sinceNanos since when, in the time of the worker's loop; 0 while it runs
 * @param totalNanos how long it stood still in all pauses that are over
 */
public record PauseState(boolean paused, long sinceNanos, long totalNanos) {
    public static final PauseState NONE = new PauseState(false, 0, 0);
}
