package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.run.Loop;
import dev.loadtest.engine.run.ScheduleClock;

/**
 * The times of a run: its origin, in whose terms everything is filed, and the schedule's clock, which pauses. Confined to the
 * coordinator's loop.
 */
final class RunTime {
    private static final long NEVER = Long.MIN_VALUE;

    private final Loop loop;
    private final ScheduleClock schedule;
    private long originNanos = NEVER;
    private long lastEndNanos;
    private long drainNanos = NEVER;
    private boolean endedEarly;

    RunTime(Loop loop) {
        this.loop = loop;
        this.schedule = new ScheduleClock(loop);
    }

    ScheduleClock schedule() {
        return schedule;
    }

    /** @param nanos where run time begins, in the loop's time */
    void origin(long nanos) {
        originNanos = nanos;
        lastEndNanos = nanos;
    }

    boolean hasOrigin() {
        return originNanos != NEVER;
    }

    long originNanos() {
        return originNanos;
    }

    /** Run time now. */
    long now() {
        return toRun(loop.nanos());
    }

    /** An instant of the loop in run time, both in nanoseconds. */
    long toRun(long nanos) {
        return nanos - (hasOrigin() ? originNanos : loop.nanos());
    }

    /** An instant of run time in the loop's. */
    long toLoop(long runNanos) {
        return runNanos + originNanos;
    }

    /** When the case that ended last did, in the loop's time. */
    long lastEndNanos() {
        return lastEndNanos;
    }

    void caseEnded(long nanos) {
        lastEndNanos = Math.max(lastEndNanos, nanos);
    }

    boolean drains() {
        return drainNanos != NEVER;
    }

    boolean endedEarly() {
        return endedEarly;
    }

    void endedEarly(boolean early) {
        endedEarly = early;
    }

    /** Since when the run drains, in the loop's time. */
    long drainNanos() {
        return drainNanos;
    }

    void drains(long sinceNanos) {
        drainNanos = sinceNanos;
    }
}
