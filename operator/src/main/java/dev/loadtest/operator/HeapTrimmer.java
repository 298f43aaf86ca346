package dev.loadtest.operator;

import dev.loadtest.operator.run.Runs;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Gives back the heap that start and runs needed, while no run is under way: the serial collector shrinks the heap only
 * when it collects all of it, and nothing that an idle operator does makes it.
 */
final class HeapTrimmer {
    private static final long EVERY_SECONDS = 10;
    /** Less than this is not worth a collection of everything. */
    static final long WORTH = 2L << 20;

    /** Looks after the last run at which all is collected: at once, and when what still held on to it has let go. */
    private static final Set<Integer> AFTER_RUNS = Set.of(1, 6);

    private final CountDownLatch enough = new CountDownLatch(1);
    private long kept;
    private int idleLooks;

    /** Looks now and again, on a thread of its own, until {@link #stop()}. */
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

    /** Whether to collect everything now, with so many runs under way and so many bytes taken from the system. */
    boolean isWorthwhile(int runs, long taken) {
        idleLooks = runs == 0 ? idleLooks + 1 : 0;
        return AFTER_RUNS.contains(idleLooks) || runs == 0 && taken >= kept + WORTH;
    }

    /** What is still taken after a collection: only what comes on top of it may be given back. */
    void gave(long stillTaken) {
        kept = stillTaken;
    }
}
