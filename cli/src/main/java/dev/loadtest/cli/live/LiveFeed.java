package dev.loadtest.cli.live;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The latest event for the readers of a live page. Only the latest is kept: a reader that takes long misses the events in
 * between, and the publisher never waits. Any thread.
 */
final class LiveFeed {
    /** Maximum time for which {@link #awaitReaders} waits. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Event latest;
    private String data;
    private int readers;

    /**
     * An event of a page.
     *
     * @param number of the event, ascending
     * @param last whether it is the final event
     */
    record Event(long number, String name, String data, boolean last) {

        /** In the form of server-sent events: each line of the data is a line of its own. */
        byte[] bytes() {
            StringBuilder text = new StringBuilder("event: ").append(name).append('\n');
            data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
            return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    /** @param data of the first event */
    LiveFeed(String data) {
        this.data = data;
        this.latest = new Event(1, "data", data, false);
    }

    /** Publishes the state of the run; ignored after the last event. */
    void publish(String now) {
        lock.lock();
        try {
            data = now;
        } finally {
            lock.unlock();
        }
        put("data", now, false);
    }

    /** Publishes the last event. */
    void end(String name, String last) {
        put(name, last, true);
    }

    private void put(String name, String text, boolean last) {
        lock.lock();
        try {
            if (!latest.last()) {
                latest = new Event(latest.number() + 1, name, text, last);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The latest state of the run. */
    String data() {
        lock.lock();
        try {
            return data;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an event with a higher number; null after the last event. */
    @Nullable
    Event after(long number) throws InterruptedException {
        lock.lock();
        try {
            while (latest.number() <= number) {
                if (latest.last()) {
                    return null;
                }
                changed.await();
            }
            return latest;
        } finally {
            lock.unlock();
        }
    }

    /** Registers a reader, for whose end {@link #awaitReaders} waits. */
    void entered() {
        count(1);
    }

    void left() {
        count(-1);
    }

    private void count(int more) {
        lock.lock();
        try {
            readers += more;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all readers have ended, for a bounded time: a slow reader does not delay the run's end. */
    void awaitReaders(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (readers > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
