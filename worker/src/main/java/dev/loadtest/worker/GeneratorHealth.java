package dev.loadtest.worker;

import dev.loadtest.engine.run.health.HostHealth;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Disturbances of this process since its run began ({@link #runBegins()}): garbage collection pauses, and throttling by
 * its CPU quota. A worker's loop asks often and must not wait for a file, so it gets the last reading while a new one
 * is made elsewhere.
 */
public final class GeneratorHealth implements Supplier<HostHealth> {
    /** Minimum age of a reading before the next one. */
    private static final long READING_LASTS = 200_000_000;

    private final CgroupThrottling throttling;
    private final LongSupplier nanos;
    private final Executor elsewhere;
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(collector -> pauses(collector.getName()))
            .toList();
    /** Values before the run, for example from the warm-up. */
    private volatile HostHealth before;

    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile HostHealth last;
    private volatile long readNanos;

    /**
     * @param root folder of {@code proc} and {@code sys}: {@code /}
     * @param nanos a monotonic clock
     */
    public GeneratorHealth(Path root, LongSupplier nanos) {
        this(root, nanos, Thread.ofVirtual().name("generator-health")::start);
    }

    /** @param elsewhere runs the readings */
    GeneratorHealth(Path root, LongSupplier nanos, Executor elsewhere) {
        this.elsewhere = elsewhere;
        this.nanos = nanos;
        readNanos = nanos.getAsLong();
        throttling = new CgroupThrottling(root);
        before = sinceStart();
        last = HostHealth.UNKNOWN;
    }

    /** Counts from now on: disturbances before the run are excluded. From any thread. */
    public void runBegins() {
        elsewhere.execute(() -> {
            before = sinceStart();
            last = HostHealth.UNKNOWN;
        });
    }

    /** The last reading; if it is older than 200 ms, starts the next one. From any thread. */
    @Override
    public HostHealth get() {
        long now = nanos.getAsLong();
        if (now - readNanos > READING_LASTS && reading.compareAndSet(false, true)) {
            readNanos = now;
            elsewhere.execute(() -> {
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
        HostHealth now = sinceStart();
        HostHealth before = this.before;
        // After a change of the control group its throttling may be less.
        return new HostHealth(
                Math.max(0, now.gcPauseMillis() - before.gcPauseMillis()),
                Math.max(0, now.throttledMillis() - before.throttledMillis()));
    }

    private HostHealth sinceStart() {
        return new HostHealth(gcPauseMillis(), throttling.millis());
    }

    private long gcPauseMillis() {
        long millis = 0;
        for (GarbageCollectorMXBean collector : collectors) {
            millis += Math.max(0, collector.getCollectionTime());
        }
        return millis;
    }

    /** Excludes concurrent work of G1 and ZGC, which is listed beside their pauses. */
    private static boolean pauses(String collector) {
        return !collector.contains("Concurrent") && !collector.contains("Cycles");
    }
}
