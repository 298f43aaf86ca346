package dev.loadtest.worker;

import dev.loadtest.engine.run.HostHealth;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What this process has suffered since it started: pauses for garbage collection, and throttling by its CPU quota. A
 * worker's loop asks for it often and must not wait for a file, so that it is given the last reading while a new one is
 * made elsewhere.
 */
public final class GeneratorHealth implements Supplier<HostHealth> {
    private final CgroupThrottling throttling;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile HostHealth last;

    /** @param root where {@code proc} and {@code sys} lie: {@code /} */
    public GeneratorHealth(Path root) {
        throttling = new CgroupThrottling(root);
        last = read();
    }

    /** The last reading, and has the next one made; from any thread. */
    @Override
    public HostHealth get() {
        if (reading.compareAndSet(false, true)) {
            Thread.ofVirtual().name("generator-health").start(() -> {
                try {
                    last = read();
                } finally {
                    reading.set(false);
                }
            });
        }
        return last;
    }

    /** Reads now; blocks for files of the kernel. */
    public HostHealth read() {
        return new HostHealth(gcPauseMillis(), throttling.millis());
    }

    private static long gcPauseMillis() {
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (pauses(collector.getName())) {
                millis += Math.max(0, collector.getCollectionTime());
            }
        }
        return millis;
    }

    /** G1's and ZGC's concurrent work is listed beside their pauses, and stops nobody. */
    private static boolean pauses(String collector) {
        return !collector.contains("Concurrent") && !collector.contains("Cycles");
    }
}
