package dev.loadtest.engine.run.loop;

/** One thread with a clock: state confined to it needs no lock. */
public interface Loop extends Clock {

    /** Runs a task on the loop, soon and in order; from any thread. */
    void execute(Runnable task);

    /**
     * Runs a task on the loop as soon as {@link #nanos()} has reached an instant; from any thread.
     *
     * @return cancels the timer; a running task is not interrupted
     */
    Timer at(long nanos, Runnable task);

    /**
     * Like {@link #at}, but more exact than the machine's timers, at the cost of a small part of the wait; on the loop
     * only.
     */
    default Timer exactlyAt(long nanos, Runnable task) {
        return at(nanos, task);
    }

    /** A timer that can be cancelled. */
    interface Timer {
        void cancel();
    }
}
