package dev.loadtest.engine.run.loop;

import java.util.function.Consumer;

/**
 * A loop that reports exceptions of tasks. A plain loop can only log them, and a caller that waits for the task would
 * wait forever; here a handler on the loop receives each defect. Once closed, tasks have no effect.
 */
public final class GuardedLoop implements Loop {
    private final Loop loop;
    private final Consumer<Throwable> defects;
    private boolean closed;

    /** @param defects called on the loop with the exception of a task */
    public GuardedLoop(Loop loop, Consumer<Throwable> defects) {
        this.loop = loop;
        this.defects = defects;
    }

    @Override
    public long nanos() {
        return loop.nanos();
    }

    @Override
    public long epochMicros() {
        return loop.epochMicros();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(() -> run(task));
    }

    @Override
    public Timer at(long nanos, Runnable task) {
        return loop.at(nanos, () -> run(task));
    }

    @Override
    public Timer exactlyAt(long nanos, Runnable task) {
        return loop.exactlyAt(nanos, () -> run(task));
    }

    /** Runs a task now under the guard. On the loop. */
    public void run(Runnable task) {
        if (closed) {
            return;
        }
        try {
            task.run();
        } catch (RuntimeException | Error defect) {
            defects.accept(defect);
        }
    }

    /** From now on no task has an effect, including pending ones. On the loop. */
    public void close() {
        closed = true;
    }
}
