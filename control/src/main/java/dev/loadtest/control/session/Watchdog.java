package dev.loadtest.control.session;

import dev.loadtest.engine.run.loop.Loop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Pauses a worker that has not heard from a coordinator for a while, and ends one that was left alone for long. A
 * returning coordinator resumes the load explicitly. Confined to the loop.
 */
public final class Watchdog {
    /** How long a worker sends without a coordinator. */
    public static final Duration PAUSE_AFTER = Duration.ofSeconds(5);

    /** How long a worker waits for a coordinator. */
    public static final Duration LEAVE_AFTER = Duration.ofMinutes(10);

    private final Loop loop;
    private final Runnable pause;
    private final Runnable leave;
    private Loop.@Nullable Timer timer;
    private long heardNanos;
    private boolean paused;

    /**
     * Starts watching.
     *
     * @param pause called each time the coordinator has been silent for {@link #PAUSE_AFTER}
     * @param leave called once, after a silence of {@link #LEAVE_AFTER}; ends the watch
     */
    public Watchdog(Loop loop, Runnable pause, Runnable leave) {
        this.loop = loop;
        this.pause = pause;
        this.leave = leave;
        this.heardNanos = loop.nanos();
        watch();
    }

    /** A coordinator with the right to command was heard. */
    public void heard() {
        heardNanos = loop.nanos();
        if (paused) {
            paused = false;
            watch();
        }
    }

    /** One timer, renewed only when it expires: hearing a coordinator costs nothing. */
    private void watch() {
        if (timer != null) {
            timer.cancel();
        }
        timer = loop.at(heardNanos + limitNanos(), this::look);
    }

    private long limitNanos() {
        return (paused ? LEAVE_AFTER : PAUSE_AFTER).toNanos();
    }

    private void look() {
        if (loop.nanos() - heardNanos < limitNanos()) {
            watch();
        } else if (paused) {
            leave.run();
        } else {
            paused = true;
            watch();
            pause.run();
        }
    }
}
