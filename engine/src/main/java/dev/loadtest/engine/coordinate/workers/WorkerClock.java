package dev.loadtest.engine.coordinate.workers;

import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.loop.Loop;
import dev.loadtest.engine.run.loop.PauseState;
import dev.loadtest.engine.run.loop.ScheduleClock;
import java.util.OptionalLong;

/**
 * What the coordinator knows of one worker's time: the offset of its clock, how long orders take to it, and how far its
 * schedule is. Confined to the coordinator's loop. Durations are nanoseconds.
 */
public final class WorkerClock {
    /** Clocks of two machines that no time service disciplines part by some 100 us a second. */
    private static final long BELIEVED_NANOS = 30_000_000_000L;

    private final Loop loop;
    private ClockOffset offset = ClockOffset.UNKNOWN;
    private long readNanos;
    private final SmoothedTime orders = new SmoothedTime();
    private long heardSchedule = Long.MIN_VALUE;
    private long behindNanos;

    WorkerClock(Loop loop) {
        this.loop = loop;
    }

    public boolean isKnown() {
        return offset.isKnown();
    }

    /** The shortest round trip seen. */
    public long roundTripNanos() {
        return offset.roundTripNanos();
    }

    /** An instant of the coordinator's loop in the time of the worker's. */
    public long toWorker(long nanos) {
        return offset.toWorker(nanos);
    }

    /** An instant of the worker's loop in the time of the coordinator's. */
    public long toCoordinator(long workerNanos) {
        return offset.toCoordinator(workerNanos);
    }

    /** How long an order to fire takes lately until it is answered; the first one may take twice a reading. */
    long orderNanos() {
        return orders.observed() ? orders.nanos() : 2 * offset.roundTripNanos();
    }

    /** An order that was sent at this instant of the coordinator's loop has just been answered. */
    void ordered(long sentNanos) {
        orders.observe(loop.nanos() - sentNanos);
    }

    /** Readings are being taken: for a while no others are needed. */
    void beginReading() {
        readNanos = loop.nanos();
    }

    /** Whether the last readings are so long ago that the clocks may have parted. */
    boolean isStale() {
        return loop.nanos() - readNanos > BELIEVED_NANOS;
    }

    /** Takes the most exact of some readings. */
    void read(ClockOffset best) {
        offset = offset.after(best);
    }

    /**
     * A report has just come: notes how far the schedule is, and by how much the worker heard later of pauses.
     *
     * @param schedule the coordinator's
     */
    public void heard(WorkerReport report, ScheduleClock schedule) {
        heardSchedule = schedule.now() - offset.uncertainNanos();
        PauseState here = schedule.state();
        PauseState there = report.pause();
        if (there.paused() == here.paused()) {
            long stoodHere = here.totalNanos() + (here.paused() ? loop.nanos() - here.sinceNanos() : 0);
            long stoodThere = there.totalNanos() + (there.paused() ? toWorker(loop.nanos()) - there.sinceNanos() : 0);
            behindNanos = Math.max(0, stoodHere - stoodThere);
        }
    }

    /** How far the schedule was at least when the last report was made, in schedule time; empty before the first. */
    public OptionalLong heardSchedule() {
        return heardSchedule == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(heardSchedule);
    }

    /**
     * How far the worker's schedule may be ahead of the coordinator's: by the error of its clock's estimate, and because it
     * hears of each pause a little later.
     */
    public long aheadNanos() {
        return offset.uncertainNanos() + behindNanos;
    }
}
