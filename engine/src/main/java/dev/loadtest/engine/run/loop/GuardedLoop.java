package dev.loadtest.engine.run.loop;

import java.util.function.Consumer;

/**
 * A loop whose tasks fail visibly. A loop can only log what a task throws, and the party that waited for the task would
 * wait forever; here each such defect is handed to a handler, on the loop. Once closed, no task does anything.
 */
public final class GuardedLoop implements Loop {
    private final Loop loop;
    private final Consumer<Throwable> defects;
    private boolean closed;

    /** @param defects called on the loop with what a task threw */
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

    /** Runs a task now, as one of its own. On the loop. */
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

    /** From now on no task does anything, those that wait included. On the loop. */
    public void close() {
        closed = true;
    }
}
