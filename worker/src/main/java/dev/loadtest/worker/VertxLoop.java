package dev.loadtest.worker;

import dev.loadtest.engine.run.loop.Loop;
import io.netty.channel.EventLoop;
import io.vertx.core.internal.ContextInternal;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One Vert.x event loop: the only thread of a worker. Timers use Netty's scheduler, because Vert.x's have a resolution
 * of milliseconds.
 */
public final class VertxLoop implements Loop {
    private static final System.Logger LOG = System.getLogger(VertxLoop.class.getName());

    /** More than the usual delay of a kernel timer: its slack of 50 us, and waking up a core. */
    private static final long MAX_EARLY_NANOS = 150_000;
    /** Maximum part of a wait spent polling, so that a low rate does not burn a core. */
    private static final int EARLY_PART = 20;
    /** Shorter waits are not worth a turn of the loop. */
    private static final long LEAST_EARLY_NANOS = 5_000;

    private final ContextInternal context;
    private final EventLoop eventLoop;
    private final DescriptorBudget descriptors;
    private final long mostEarlyNanos;

    VertxLoop(ContextInternal context, DescriptorBudget descriptors) {
        this(context, descriptors, MAX_EARLY_NANOS);
    }

    /** @param mostEarlyNanos maximum time of polling */
    VertxLoop(ContextInternal context, DescriptorBudget descriptors, long mostEarlyNanos) {
        this.descriptors = descriptors;
        this.mostEarlyNanos = mostEarlyNanos;
        this.context = context;
        this.eventLoop = context.nettyEventLoop();
    }

    /** The context for Vert.x's own work on this loop. */
    public ContextInternal context() {
        return context;
    }

    /** The same loop with a descriptor budget. */
    public VertxLoop with(DescriptorBudget other) {
        return new VertxLoop(context, other, mostEarlyNanos);
    }

    /** The descriptor budget shared by the loops of the process. */
    public DescriptorBudget descriptors() {
        return descriptors;
    }

    /** The thread itself, for our own channels. */
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
     * Wakes up slightly early and polls for the rest, in turns of the loop, which keep reading arrived data.
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
                // execute would run before the loop reads arrived data.
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

    /** Netty keeps exceptions of scheduled tasks in a future that is never read. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "A task of the loop failed", e);
        }
    }

    /** Task and cancellation in one object: a rate needs one for nearly every request. */
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
