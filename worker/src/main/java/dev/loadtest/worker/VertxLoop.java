package dev.loadtest.worker;

import dev.loadtest.engine.run.Loop;
import io.netty.channel.EventLoop;
import io.vertx.core.internal.ContextInternal;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One Vert.x event loop: one thread, on which everything of one worker happens. Timers go to Netty's own scheduler,
 * because Vert.x's count in milliseconds.
 */
public final class VertxLoop implements Loop {
    private static final System.Logger LOG = System.getLogger(VertxLoop.class.getName());

    private final ContextInternal context;
    private final EventLoop eventLoop;

    VertxLoop(ContextInternal context) {
        this.context = context;
        this.eventLoop = context.nettyEventLoop();
    }

    /** The context for what Vert.x itself does on this loop. */
    public ContextInternal context() {
        return context;
    }

    /** The thread itself, for channels of our own. */
    public EventLoop eventLoop() {
        return eventLoop;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long epochMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    @Override
    public void execute(Runnable task) {
        eventLoop.execute(() -> run(task));
    }

    @Override
    public Timer at(long nanos, Runnable task) {
        long delay = Math.max(0, nanos - System.nanoTime());
        Waiting waiting = new Waiting(task);
        waiting.future = eventLoop.schedule(waiting, delay, TimeUnit.NANOSECONDS);
        return waiting;
    }

    /** Netty keeps what a scheduled task throws in a future that nobody reads. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "A task of the loop failed", e);
        }
    }

    /** What is scheduled and what cancels it in one object: at a rate there is one for nearly every request. */
    private static final class Waiting implements Runnable, Timer {
        private final Runnable task;
        private @Nullable Future<?> future;

        private Waiting(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            VertxLoop.run(task);
        }

        @Override
        public void cancel() {
            if (future != null) {
                future.cancel(false);
            }
        }
    }
}
