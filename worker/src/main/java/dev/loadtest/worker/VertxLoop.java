package dev.loadtest.worker;

import dev.loadtest.engine.run.loop.Loop;
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

    /** Longer than a timer of the kernel is usually late: its slack of 50 us, and what waking a core up takes. */
    private static final long MAX_EARLY_NANOS = 150_000;
    /** What is waited for awake is at most this part of the wait, so that a low rate does not burn a core. */
    private static final int EARLY_PART = 20;
    /** Less is not worth a turn of the loop. */
    private static final long LEAST_EARLY_NANOS = 5_000;

    private final ContextInternal context;
    private final EventLoop eventLoop;
    private final DescriptorBudget descriptors;
    private final long mostEarlyNanos;

    VertxLoop(ContextInternal context, DescriptorBudget descriptors) {
        this(context, descriptors, MAX_EARLY_NANOS);
    }

    /** @param mostEarlyNanos how long at most is waited awake */
    VertxLoop(ContextInternal context, DescriptorBudget descriptors, long mostEarlyNanos) {
        this.descriptors = descriptors;
        this.mostEarlyNanos = mostEarlyNanos;
        this.context = context;
        this.eventLoop = context.nettyEventLoop();
    }

    /** The context for what Vert.x itself does on this loop. */
    public ContextInternal context() {
        return context;
    }

    /** The same loop for a load that may open so much. */
    public VertxLoop with(DescriptorBudget other) {
        return new VertxLoop(context, other, mostEarlyNanos);
    }

    /** What the load on this loop and its neighbours in the process may open. */
    public DescriptorBudget descriptors() {
        return descriptors;
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

    /**
     * Wakes up a little too early and polls for the rest, in turns of the loop: what arrives meanwhile is read as ever.
     */
    @Override
    public Timer exactlyAt(long nanos, Runnable task) {
        long early = Math.min(mostEarlyNanos, (nanos - nanos()) / EARLY_PART);
        if (early < LEAST_EARLY_NANOS) {
            return at(nanos, task);
        }
        Exact waiting = new Exact(nanos, task);
        waiting.timer = at(nanos - early, waiting);
        return waiting;
    }

    private final class Exact implements Runnable, Timer {
        private final long due;
        private final Runnable task;
        private @Nullable Timer timer;

        private Exact(long due, Runnable task) {
            this.due = due;
            this.task = task;
        }

        @Override
        public void run() {
            if (nanos() < due) {
                // Not by execute: that would run before the loop looks for what has arrived.
                timer = at(0, this);
            } else {
                task.run();
            }
        }

        @Override
        public void cancel() {
            if (timer != null) {
                timer.cancel();
            }
        }
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
