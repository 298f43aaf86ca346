package dev.loadtest.engine.run.loop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Schedule time: the loop's time minus all pauses. During a pause it stands still and no alarm fires; all later
 * instants move by the length of the pause.
 */
public final class ScheduleClock {
    private static final long RUNNING = Long.MIN_VALUE;

    private final Loop loop;
    /** Pending alarms in the order of setting, as a linked list: waiting allocates nothing. */
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

    /** The same for a loop time just read. */
    public long now(long loopNanos) {
        return (paused() ? pausedAt : loopNanos) - pausedTotal;
    }

    /** The loop's instant of a schedule time if there is no further pause. */
    public long toLoop(long schedule) {
        return schedule + pausedTotal;
    }

    /**
     * Schedule time of a future instant of the loop. During a pause, the pause is assumed to end at its announced
     * instant, or at that instant if none is announced.
     */
    public long toSchedule(long loopNanos) {
        if (!paused()) {
            return loopNanos - pausedTotal;
        }
        long resumedAt = resumption == null ? loopNanos : resumptionNanos;
        return now() + Math.max(0, loopNanos - resumedAt);
    }

    /** Pause state, for reports. */
    public PauseState state() {
        return new PauseState(paused(), paused() ? pausedAt : 0, pausedTotal);
    }

    public boolean paused() {
        return pausedAt != RUNNING;
    }

    /** Stops the clock; if it is paused, only an announced resumption is cancelled. */
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

    /** Sets a new clock to another one's state. */
    public void restore(long pausedNanos) {
        pausedTotal = pausedNanos;
    }

    /** Stops the clock as of a past instant; if it is paused, as {@link #pause}. */
    public void pauseSince(long loopNanos) {
        boolean ran = !paused();
        pause();
        if (ran) {
            pausedAt = Math.min(pausedAt, loopNanos);
        }
    }

    /** Resumes the clock at an instant of the loop, then calls {@code resumed}. */
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

    /** An alarm, inactive until it is {@linkplain Alarm#set set}. */
    public Alarm alarm(Runnable task) {
        return new Alarm(task);
    }

    /** Copied: on a loop that runs due tasks at once, arming may set or cancel other alarms. */
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

    /** A task for an instant of schedule time, which can be set again. */
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

        /** Sets it to an instant of schedule time, replacing the previous one. */
        public void set(long schedule) {
            cancel();
            this.schedule = schedule;
            link();
            if (!paused()) {
                arm();
            }
        }

        /** Whether it is pending. */
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
