package dev.loadtest.engine.run.loop;

import java.util.PriorityQueue;

/** A loop in virtual time: time passes only after all due tasks have run. One thread, deterministic. */
public final class VirtualLoop implements Loop {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            (a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.sequence, b.sequence));
    private long now = 1_000_000_000;
    private long sequence;

    private static final class Task implements Timer {
        private final long at;
        private final long sequence;
        private final Runnable body;
        private boolean cancelled;

        private Task(long at, long sequence, Runnable body) {
            this.at = at;
            this.sequence = sequence;
            this.body = body;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public long epochMicros() {
        return now / 1_000;
    }

    @Override
    public void execute(Runnable task) {
        at(now, task);
    }

    @Override
    public Timer at(long nanos, Runnable body) {
        Task task = new Task(Math.max(nanos, now), sequence++, body);
        tasks.add(task);
        return task;
    }

    /** Does the next thing, letting time pass until then. */
    public boolean step() {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            if (!task.cancelled) {
                now = Math.max(now, task.at);
                task.body.run();
                return true;
            }
        }
        return false;
    }

    /** Lets time pass up to an instant. */
    public void runUntil(long nanos) {
        for (Task next = tasks.peek(); next != null && next.at <= nanos; next = tasks.peek()) {
            // Skipping a cancelled task must not run one beyond the instant.
            if (next.cancelled) {
                tasks.remove();
            } else {
                step();
            }
        }
        now = Math.max(now, nanos);
    }

    /** Lets time pass without anything being done in it, as if the thread were starved. */
    public void starve(long nanos) {
        now += nanos;
    }
}
