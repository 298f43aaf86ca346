package dev.loadtest.engine.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The time that schedules live in: the loop's time less all pauses. While it is paused it stands still and none of its
 * alarms goes off; whatever was not yet due moves by the length of the pause.
 */
public final class ScheduleClock {
    private static final long RUNNING = Long.MIN_VALUE;

    private final Loop loop;
    private final Set<Alarm> alarms = new LinkedHashSet<>();
    private long pausedTotal;
    private long pausedAt = RUNNING;
    private Loop.@Nullable Timer resumption;
    private long resumptionNanos;

    public ScheduleClock(Loop loop) {
        this.loop = loop;
    }

    /** Nanoseconds of schedule time. */
    public long now() {
        return now(loop.nanos());
    }

    /** The same where the loop's time has just been read. */
    long now(long loopNanos) {
        return (paused() ? pausedAt : loopNanos) - pausedTotal;
    }

    /** The loop's instant at which schedule time reaches {@code schedule} if there is no further pause. */
    long toLoop(long schedule) {
        return schedule + pausedTotal;
    }

    /**
     * The schedule time of an instant of the loop that is to come. Where the clock stands still the pause that is under way
     * is taken to end at the instant that was named for it, or else in time.
     */
    long toSchedule(long loopNanos) {
        if (!paused()) {
            return loopNanos - pausedTotal;
        }
        long resumedAt = resumption == null ? loopNanos : resumptionNanos;
        return now() + Math.max(0, loopNanos - resumedAt);
    }

    /** How the clock stands, for whoever asks from elsewhere. */
    PauseState state() {
        return new PauseState(paused(), paused() ? pausedAt : 0, pausedTotal);
    }

    public boolean paused() {
        return pausedAt != RUNNING;
    }

    /** Stops the clock; where it stands already, only a resumption that was named is taken back. */
    public void pause() {
        cancelResumption();
        if (paused()) {
            return;
        }
        pausedAt = loop.nanos();
        alarms.forEach(Alarm::disarm);
    }

    /** Makes a new clock go on where another stood. */
    public void restore(long pausedNanos) {
        pausedTotal = pausedNanos;
    }

    /** Stops the clock as of an instant that has passed. */
    public void pauseSince(long loopNanos) {
        if (!paused()) {
            pause();
            pausedAt = Math.min(pausedAt, loopNanos);
        }
    }

    /** Lets the clock go on from a named instant of the loop, then calls {@code resumed}. */
    public void resumeAt(long loopNanos, Runnable resumed) {
        if (!paused()) {
            return;
        }
        cancelResumption();
        long instant = Math.max(loopNanos, pausedAt);
        resumptionNanos = instant;
        resumption = loop.at(instant, () -> {
            resumption = null;
            pausedTotal += instant - pausedAt;
            pausedAt = RUNNING;
            new ArrayList<>(alarms).forEach(Alarm::arm);
            resumed.run();
        });
    }

    /** Runs a task once schedule time has reached an instant. */
    public Alarm at(long schedule, Runnable task) {
        Alarm alarm = new Alarm(schedule, task);
        alarms.add(alarm);
        if (!paused()) {
            alarm.arm();
        }
        return alarm;
    }

    private void cancelResumption() {
        if (resumption != null) {
            resumption.cancel();
            resumption = null;
        }
    }

    /** A task that waits for an instant of schedule time. */
    public final class Alarm {
        private final long schedule;
        private final Runnable task;
        private Loop.@Nullable Timer timer;

        private Alarm(long schedule, Runnable task) {
            this.schedule = schedule;
            this.task = task;
        }

        public void cancel() {
            disarm();
            alarms.remove(this);
        }

        private void arm() {
            if (timer == null && alarms.contains(this)) {
                timer = loop.at(toLoop(schedule), this::goOff);
            }
        }

        private void disarm() {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }

        private void goOff() {
            timer = null;
            if (!paused() && alarms.remove(this)) {
                task.run();
            }
        }
    }
}
