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
 * What this process has suffered since a run began, which {@link #runBegins()} says: pauses for garbage collection, and
 * throttling by its CPU quota. A worker's loop asks for it often and must not wait for a file, so that it is given the last
 * reading while a new one is made elsewhere.
 */
public final class GeneratorHealth implements Supplier<HostHealth> {
    /** What a reading costs is more than it is worth to each of the many that ask. */
    private static final long READING_LASTS = 200_000_000;

    private final CgroupThrottling throttling;
    private final LongSupplier nanos;
    private final Executor elsewhere;
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(collector -> pauses(collector.getName()))
            .toList();
    /** What the process had suffered before, such as in its warm-up. */
    private volatile HostHealth before;

    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile HostHealth last;
    private volatile long readNanos;

    /**
     * @param root where {@code proc} and {@code sys} lie: {@code /}
     * @param nanos a clock that only goes forward
     */
    public GeneratorHealth(Path root, LongSupplier nanos) {
        this(root, nanos, Thread.ofVirtual().name("generator-health")::start);
    }

    /** @param elsewhere where readings are made */
    GeneratorHealth(Path root, LongSupplier nanos, Executor elsewhere) {
        this.elsewhere = elsewhere;
        this.nanos = nanos;
        readNanos = nanos.getAsLong();
        throttling = new CgroupThrottling(root);
        before = sinceStart();
        last = HostHealth.UNKNOWN;
    }

    /** Counts from now on: what the process suffered while the run was prepared is not the run's. From any thread. */
    public void runBegins() {
        elsewhere.execute(() -> {
            before = sinceStart();
            last = HostHealth.UNKNOWN;
        });
    }

    /** The last reading; where that was over 200 ms ago, has the next one made. From any thread. */
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
        // Where the process has changed its control group since, the new one's throttling may be less.
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

    /** G1's and ZGC's concurrent work is listed beside their pauses, and stops nobody. */
    private static boolean pauses(String collector) {
        return !collector.contains("Concurrent") && !collector.contains("Cycles");
    }
}
