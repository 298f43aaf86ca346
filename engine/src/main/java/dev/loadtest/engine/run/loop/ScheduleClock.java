package dev.loadtest.engine.run.loop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time that schedules live in: the loop's time less all pauses. While it is paused it stands still and none of its
 * alarms goes off; whatever was not yet due moves by the length of the pause.
 */
public final class ScheduleClock {
    private static final long RUNNING = Long.MIN_VALUE;

    private final Loop loop;
    /** The alarms that wait, in the order in which they were set: each knows its neighbours, so that waiting makes no garbage. */
    private @Nullable Alarm first;

    private @Nullable Alarm last;
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
    public long now(long loopNanos) {
        return (paused() ? pausedAt : loopNanos) - pausedTotal;
    }

    /** The loop's instant at which schedule time reaches {@code schedule} if there is no further pause. */
    public long toLoop(long schedule) {
        return schedule + pausedTotal;
    }

    /**
     * The schedule time of an instant of the loop that is to come. Where the clock stands still the pause that is under way
     * is taken to end at the instant that was named for it, or else in time.
     */
    public long toSchedule(long loopNanos) {
        if (!paused()) {
            return loopNanos - pausedTotal;
        }
        long resumedAt = resumption == null ? loopNanos : resumptionNanos;
        return now() + Math.max(0, loopNanos - resumedAt);
    }

    /** How the clock stands, for whoever asks from elsewhere. */
    public PauseState state() {
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
        for (Alarm alarm = first; alarm != null; alarm = alarm.later) {
            alarm.disarm();
        }
    }

    /** Makes a new clock go on where another stood. */
    public void restore(long pausedNanos) {
        pausedTotal = pausedNanos;
    }

    /** Stops the clock as of an instant that has passed; where it stands already, as {@link #pause}. */
    public void pauseSince(long loopNanos) {
        boolean ran = !paused();
        pause();
        if (ran) {
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
            waiting().forEach(Alarm::arm);
            resumed.run();
        });
    }

    /** Runs a task once schedule time has reached an instant. */
    public Alarm at(long schedule, Runnable task) {
        Alarm alarm = new Alarm(task);
        alarm.set(schedule);
        return alarm;
    }

    /** An alarm that waits for nothing until it is {@linkplain Alarm#set set}. */
    public Alarm alarm(Runnable task) {
        return new Alarm(task);
    }

    /** A copy: arming one may, on a loop that runs what is due at once, set or end others. */
    private List<Alarm> waiting() {
        List<Alarm> waiting = new ArrayList<>();
        for (Alarm alarm = first; alarm != null; alarm = alarm.later) {
            waiting.add(alarm);
        }
        return waiting;
    }

    private void cancelResumption() {
        if (resumption != null) {
            resumption.cancel();
            resumption = null;
        }
    }

    /** A task that waits for an instant of schedule time, and can be set again for another one. */
    public final class Alarm {
        private final Runnable task;
        private final Runnable goOff = this::goOff;
        private long schedule;
        private boolean waiting;
        private @Nullable Alarm earlier;
        private @Nullable Alarm later;
        private Loop.@Nullable Timer timer;

        private Alarm(Runnable task) {
            this.task = task;
        }

        /** Lets it wait for an instant of schedule time, and no longer for the one before. */
        public void set(long schedule) {
            cancel();
            this.schedule = schedule;
            link();
            if (!paused()) {
                arm();
            }
        }

        /** Whether it has not gone off yet, nor been cancelled. */
        public boolean isWaiting() {
            return waiting;
        }

        public void cancel() {
            disarm();
            if (waiting) {
                unlink();
            }
        }

        private void arm() {
            if (timer == null && waiting) {
                timer = loop.exactlyAt(toLoop(schedule), goOff);
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
            if (!paused() && waiting) {
                unlink();
                task.run();
            }
        }

        private void link() {
            waiting = true;
            earlier = last;
            if (earlier == null) {
                first = this;
            } else {
                earlier.later = this;
            }
            last = this;
        }

        private void unlink() {
            waiting = false;
            if (earlier == null) {
                first = later;
            } else {
                earlier.later = later;
            }
            if (later == null) {
                last = earlier;
            } else {
                later.earlier = earlier;
            }
            earlier = null;
            later = null;
        }
    }
}
