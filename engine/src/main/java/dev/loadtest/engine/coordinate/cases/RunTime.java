package dev.loadtest.engine.coordinate.cases;

import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.loop.ScheduleClock;

/**
 * Times of a run: its origin, to which all records refer, and the schedule's clock, which pauses. Confined to the
 * coordinator's loop.
 */
public final class RunTime {
    private static final long NEVER = Long.MIN_VALUE;

    private final Loop loop;
    private final ScheduleClock schedule;
    private long originNanos = NEVER;
    private long lastEndNanos;
    private long drainNanos = NEVER;
    private boolean endedEarly;

    public RunTime(Loop loop) {
        this.loop = loop;
        this.schedule = new ScheduleClock(loop);
    }

    public ScheduleClock schedule() {
        return schedule;
    }

    /** @param nanos start of run time, in the loop's time */
    public void origin(long nanos) {
        originNanos = nanos;
        lastEndNanos = nanos;
    }

    public boolean hasOrigin() {
        return originNanos != NEVER;
    }

    public long originNanos() {
        return originNanos;
    }

    /** Current run time. */
    public long now() {
        return toRun(loop.nanos());
    }

    /** Converts an instant of the loop to run time, both in nanoseconds. */
    public long toRun(long nanos) {
        return nanos - (hasOrigin() ? originNanos : loop.nanos());
    }

    /** Converts an instant of run time to the loop's time. */
    public long toLoop(long runNanos) {
        return runNanos + originNanos;
    }

    /** End of the last ended case, in the loop's time. */
    public long lastEndNanos() {
        return lastEndNanos;
    }

    public void caseEnded(long nanos) {
        lastEndNanos = Math.max(lastEndNanos, nanos);
    }

    public boolean drains() {
        return drainNanos != NEVER;
    }

    public boolean endedEarly() {
        return endedEarly;
    }

    public void endedEarly(boolean early) {
        endedEarly = early;
    }

    /** Start of the drain, in the loop's time. */
    public long drainNanos() {
        return drainNanos;
    }

    public void drains(long sinceNanos) {
        drainNanos = sinceNanos;
    }
}
