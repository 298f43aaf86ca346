package dev.loadtest.engine.run.loop;

/** One thread with a clock: whatever is confined to it needs no lock. */
public interface Loop extends Clock {

    /** Runs a task on the loop, soon and in order; may be called from any thread. */
    void execute(Runnable task);

    /**
     * Runs a task on the loop as soon as {@link #nanos()} has reached an instant; may be called from any thread.
     *
     * @return ends the wait; a task that has begun is not interrupted
     */
    Timer at(long nanos, Runnable task);

    /**
     * As {@link #at}, but closer to the instant where the machine's own timers are late, at the cost of a small part of the
     * wait; to be called on the loop.
     */
    default Timer exactlyAt(long nanos, Runnable task) {
        return at(nanos, task);
    }

    /** A wait that can be ended. */
    interface Timer {
        void cancel();
    }
}
