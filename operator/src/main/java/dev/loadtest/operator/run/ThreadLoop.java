package dev.loadtest.operator.run;

import dev.loadtest.engine.run.loop.Loop;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The loop of one coordinator: a virtual thread of its own and the machine's clocks. */
public final class ThreadLoop implements Loop, AutoCloseable {
    private final ScheduledThreadPoolExecutor executor;
    private final long epochMicrosAtZero;

    public ThreadLoop(String name) {
        executor =
                new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name(name).factory());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        epochMicrosAtZero = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()) - nanos() / 1_000;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long epochMicros() {
        return epochMicrosAtZero + nanos() / 1_000;
    }

    /** Tasks after {@link #close()} are dropped: the run is over. */
    @Override
    public void execute(Runnable task) {
        if (!executor.isShutdown()) {
            executor.execute(task);
        }
    }

    @Override
    public Timer at(long nanos, Runnable task) {
        if (executor.isShutdown()) {
            return () -> {};
        }
        ScheduledFuture<?> waiting = executor.schedule(task, Math.max(0, nanos - nanos()), TimeUnit.NANOSECONDS);
        return () -> waiting.cancel(false);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** Waits until the thread has ended; for tests and an orderly shutdown. */
    boolean awaitEnd(Duration most) throws InterruptedException {
        return executor.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS);
    }
}
