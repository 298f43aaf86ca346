package dev.loadtest.operator;

import dev.loadtest.operator.run.Runs;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Returns unused heap to the system while no run is under way: the serial collector shrinks the heap only in a full
 * collection, which an idle operator never triggers.
 */
final class HeapTrimmer {
    private static final long EVERY_SECONDS = 10;
    /** Less is not worth a full collection. */
    static final long WORTH = 2L << 20;

    /** Checks after the last run: collects at once, and again when remaining references are gone. */
    private static final Set<Integer> AFTER_RUNS = Set.of(1, 6);

    private final CountDownLatch enough = new CountDownLatch(1);
    private long kept;
    private int idleLooks;

    /** Checks periodically on a thread of its own until {@link #stop()}. */
    void start(Runs runs) {
        Thread.ofVirtual().name("idle-heap").start(() -> {
            try {
                while (!enough.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
                    look(runs);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void stop() {
        enough.countDown();
    }

    private void look(Runs runs) {
        if (isWorthwhile(runs.size(), Runtime.getRuntime().totalMemory())) {
            System.gc();
            gave(Runtime.getRuntime().totalMemory());
        }
    }

    /** Whether to collect now, given the runs under way and the committed bytes. */
    boolean isWorthwhile(int runs, long taken) {
        idleLooks = runs == 0 ? idleLooks + 1 : 0;
        return AFTER_RUNS.contains(idleLooks) || runs == 0 && taken >= kept + WORTH;
    }

    /** Committed bytes after a collection: only what exceeds them can be returned. */
    void gave(long stillTaken) {
        kept = stillTaken;
    }
}
