package dev.loadtest.control;

import dev.loadtest.engine.run.loop.Loop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stops the load that nobody watches: a worker that has heard no coordinator for a while pauses, and one left alone for
 * long gives up. A coordinator that comes back says when it goes on. Confined to the loop.
 */
public final class Watchdog {
    /** How long a worker fires without a coordinator. */
    public static final Duration PAUSE_AFTER = Duration.ofSeconds(5);

    /** How long it waits for one. */
    public static final Duration LEAVE_AFTER = Duration.ofMinutes(10);

    private final Loop loop;
    private final Runnable pause;
    private final Runnable leave;
    private Loop.@Nullable Timer timer;
    private long heardNanos;
    private boolean paused;

    /**
     * Begins to watch.
     *
     * @param pause called each time that the coordinator has been away for {@link #PAUSE_AFTER}
     * @param leave called once, when it has been away for {@link #LEAVE_AFTER}; nothing is watched any more
     */
    public Watchdog(Loop loop, Runnable pause, Runnable leave) {
        this.loop = loop;
        this.pause = pause;
        this.leave = leave;
        this.heardNanos = loop.nanos();
        watch();
    }

    /** A coordinator was heard that may command this worker. */
    public void heard() {
        heardNanos = loop.nanos();
        if (paused) {
            paused = false;
            watch();
        }
    }

    /** One timer at a time, set anew only when it goes off: hearing costs nothing. */
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
