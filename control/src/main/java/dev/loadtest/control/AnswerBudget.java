package dev.loadtest.control;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many bytes the workers of one run may make their operator hold: of answers that are being read, and of the longest that
 * each has given, which bounds what is kept of it. A worker that goes beyond is lost; other runs do not notice. Any thread.
 */
public final class AnswerBudget {
    /** Of the heap, for answers under way: reading one makes several objects of each byte. */
    private static final int READING_SHARE = 8;
    /** Of the heap, for what is kept: timelines, captured values and open cases are smaller than their JSON. */
    private static final int KEPT_SHARE = 2;

    private static final long MAX_HEAP = 1L << 40;

    private final int reading;
    private final long keeping;
    private final Semaphore free;
    private final Map<Object, Long> kept = new HashMap<>();
    private long total;

    /** @param heapBytes of this process */
    public AnswerBudget(long heapBytes) {
        long heap = Math.min(MAX_HEAP, heapBytes);
        reading = (int) Math.min(ControlPaths.MAX_ANSWER_BYTES, heap / READING_SHARE);
        keeping = heap / KEPT_SHARE;
        free = new Semaphore(reading, true);
    }

    /** What this process can hold of one run. */
    public static AnswerBudget ofHeap() {
        return new AnswerBudget(Runtime.getRuntime().maxMemory());
    }

    /** The longest answer. */
    int longest() {
        return reading;
    }

    /** Bytes that are taken until they are given back. */
    final class Taken implements AutoCloseable {
        private final int bytes;

        private Taken(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public void close() {
            free.release(bytes);
        }
    }

    /**
     * Waits until an answer may be read beside the others of the run.
     *
     * @param bytes below 0 where its length is not known
     * @throws BadMessageException where it is longer than any may be
     * @throws IOException where there was no room in time
     */
    Taken take(long bytes, long withinMillis) throws IOException, BadMessageException {
        if (bytes > reading) {
            throw new BadMessageException("it has " + bytes + " bytes, and an answer may have " + reading);
        }
        int needed = bytes < 0 ? reading : (int) bytes;
        try {
            if (!free.tryAcquire(needed, withinMillis, TimeUnit.MILLISECONDS)) {
                throw new IOException("other answers of the run left it no room");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("it was given up", e);
        }
        return new Taken(needed);
    }

    /**
     * Notes the length of an answer of a worker.
     *
     * @throws BadMessageException where with it the run's workers make the operator keep more than it can
     */
    synchronized void keep(Object worker, int bytes) throws BadMessageException {
        long before = kept.getOrDefault(worker, 0L);
        if (bytes <= before) {
            return;
        }
        if (total - before + bytes > keeping) {
            throw new BadMessageException("with its " + bytes + " bytes the workers of the run tell more than the "
                    + keeping + " bytes that the operator can keep of it");
        }
        kept.put(worker, (long) bytes);
        total += bytes - before;
    }

    /** A worker is gone: what it told is merged. */
    synchronized void forget(Object worker) {
        Long before = kept.remove(worker);
        total -= before == null ? 0 : before;
    }
}
