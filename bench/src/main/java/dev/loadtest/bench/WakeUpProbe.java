package dev.loadtest.bench;

import dev.loadtest.engine.result.latency.LatencyHistogram;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes up every millisecond and records the delay: the best punctuality that a sleeping thread gets on this core. A
 * process of its own; starts at a line on its standard input and answers the next one with {@code late HISTOGRAM}.
 */
final class WakeUpProbe {
    private static final long PERIOD_NANOS = 1_000_000;

    private static volatile boolean over;

    private WakeUpProbe() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        while (awaitLine()) {
            LatencyHistogram late = new LatencyHistogram();
            over = false;
            Thread probe = Thread.ofPlatform().start(() -> probe(late));
            awaitLine();
            over = true;
            probe.join();
            System.out.println("late " + late.encode());
        }
    }

    private static void probe(LatencyHistogram late) {
        long due = System.nanoTime();
        while (!over) {
            due += PERIOD_NANOS;
            long now = System.nanoTime();
            while (now < due) {
                LockSupport.parkNanos(due - now);
                now = System.nanoTime();
            }
            late.recordNanos(now - due);
            // A delay over several periods counts as one late wake-up.
            due = Math.max(due, now - PERIOD_NANOS);
        }
    }

    private static boolean awaitLine() throws IOException {
        int read = System.in.read();
        while (read >= 0 && read != '\n') {
            read = System.in.read();
        }
        return read >= 0;
    }
}
