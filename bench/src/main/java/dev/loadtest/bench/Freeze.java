package dev.loadtest.bench;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Blocks a server's only thread once a given number of requests has arrived, so that no clock has to agree with the
 * generator's. Prints {@code froze NANOS}. Confined to that thread.
 */
final class Freeze {
    private record Planned(long after, long nanos) {}

    private final Queue<Planned> planned = new ArrayDeque<>();
    private long requests;

    /** Freezes after that many further requests, after the freezes already planned. */
    void plan(long after, long millis) {
        if (planned.isEmpty()) {
            requests = 0;
        }
        planned.add(new Planned(after, TimeUnit.MILLISECONDS.toNanos(millis)));
    }

    void requested() {
        Planned next = planned.peek();
        if (next == null || ++requests < next.after()) {
            return;
        }
        planned.remove();
        requests = 0;
        long start = System.nanoTime();
        long left = next.nanos();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = next.nanos() - (System.nanoTime() - start);
        }
        System.out.println("froze " + (System.nanoTime() - start));
    }
}
