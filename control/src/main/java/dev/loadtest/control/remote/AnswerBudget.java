package dev.loadtest.control.remote;

import dev.loadtest.control.message.ControlPaths;
import dev.loadtest.control.seal.BadMessageException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits the bytes that one run's workers can make the operator hold: answers being read, and the longest answer of
 * each worker, which bounds what is kept of it. A worker over the limit is lost; other runs are not affected. Any
 * thread.
 */
public final class AnswerBudget {
    /** Fraction of the heap for concurrent answers: parsing creates several objects for each byte. */
    private static final int READING_SHARE = 8;
    /** Fraction of the heap for kept data: timelines, captured values and open cases take less than their JSON. */
    private static final int KEPT_SHARE = 2;

    private static final long MAX_HEAP = 1L << 40;

    private final int reading;
    private final long keeping;
    private final Semaphore free;
    private final Map<Object, Long> kept = new HashMap<>();
    private long total;

    /** @param heapBytes maximum heap of this process */
    public AnswerBudget(long heapBytes) {
        long heap = Math.min(MAX_HEAP, heapBytes);
        reading = (int) Math.min(ControlPaths.MAX_ANSWER_BYTES, heap / READING_SHARE);
        keeping = heap / KEPT_SHARE;
        free = new Semaphore(reading, true);
    }

    /** A budget for one run, from the heap of this process. */
    public static AnswerBudget ofHeap() {
        return new AnswerBudget(Runtime.getRuntime().maxMemory());
    }

    /** The longest allowed answer, in bytes. */
    int longest() {
        return reading;
    }

    /** Reserved bytes; closing returns them. */
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
     * Waits for room beside the run's other answers.
     *
     * @param bytes negative if unknown
     * @throws BadMessageException if the answer is longer than allowed
     * @throws IOException if there was no room in time
     */
    public Taken take(long bytes, long withinMillis) throws IOException, BadMessageException {
        if (bytes > reading) {
            throw new BadMessageException("it has " + bytes + " bytes, and an answer may have " + reading);
        }
        int needed = bytes < 0 ? reading : (int) bytes;
        try {
            if (!free.tryAcquire(needed, withinMillis, TimeUnit.MILLISECONDS)) {
                throw new IOException("no room beside the other answers of the run");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the request was cancelled", e);
        }
        return new Taken(needed);
    }

    /**
     * Records the length of a worker's answer.
     *
     * @throws BadMessageException if the run's workers now exceed what the operator can keep
     */
    synchronized void keep(Object worker, int bytes) throws BadMessageException {
        long before = kept.getOrDefault(worker, 0L);
        if (bytes <= before) {
            return;
        }
        if (total - before + bytes > keeping) {
            throw new BadMessageException(
                    "with this one of " + bytes + " bytes the answers of the run's workers exceed the " + keeping
                            + " bytes that the operator can keep");
        }
        kept.put(worker, (long) bytes);
        total += bytes - before;
    }

    /** Forgets a worker whose data is merged. */
    public synchronized void forget(Object worker) {
        Long before = kept.remove(worker);
        total -= before == null ? 0 : before;
    }
}
