package dev.loadtest.cli.log;

import dev.loadtest.engine.run.log.LoggedRequest;
import dev.loadtest.engine.run.log.RequestLog;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The ended requests of one worker that wait to be written: a ring between its loop, which adds, and one writer, which
 * takes. Neither waits for the other: with the ring full, a request is dropped and counted.
 */
final class WorkerLog implements RequestLog {
    private final long every;
    private final AtomicReferenceArray<@Nullable LoggedRequest> ring;
    private final AtomicLong dropped = new AtomicLong();
    /** Used by the loop alone. */
    private long added;
    /** Used by the writer alone. */
    private long taken;

    /**
     * @param every see {@link LogTarget}
     * @param capacity of the ring, a power of two
     */
    WorkerLog(long every, int capacity) {
        this.every = every;
        this.ring = new AtomicReferenceArray<>(capacity);
    }

    @Override
    public boolean takes(long k) {
        return k % every == 0;
    }

    @Override
    public void add(LoggedRequest request) {
        int at = index(added);
        if (ring.getAcquire(at) != null) {
            dropped.setRelease(dropped.getPlain() + 1);
            return;
        }
        ring.setRelease(at, request);
        added++;
    }

    /** The next request; null if there is none at the moment. For the writer. */
    @Nullable
    LoggedRequest take() {
        int at = index(taken);
        LoggedRequest request = ring.getAcquire(at);
        if (request != null) {
            ring.setRelease(at, null);
            taken++;
        }
        return request;
    }

    /** Number of requests that found the ring full. Any thread. */
    long dropped() {
        return dropped.getAcquire();
    }

    private int index(long number) {
        return (int) (number & (ring.length() - 1));
    }
}
