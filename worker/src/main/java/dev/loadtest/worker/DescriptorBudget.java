package dev.loadtest.worker;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The file descriptors that the load of this process may hold: for connections, and for the files it uploads. What the
 * process had open before and a reserve are kept from it, so that results, logs and the coordinator's connections can
 * always be opened. Thread-safe.
 */
public final class DescriptorBudget {
    /** How many descriptors this process may have, by {@code ulimit -n}. */
    public static final long PROCESS_LIMIT = system().getMaxFileDescriptorCount();

    /** For results, samples, name lookups, and connections of coordinator and metrics. */
    private static final long RESERVE = 64;
    /** Of a low limit only such a part is kept in reserve. */
    private static final long RESERVE_PART = 4;

    private final long limit;
    private final long size;
    private final AtomicLong left;

    private DescriptorBudget(long limit, long size) {
        this.limit = limit;
        this.size = size;
        this.left = new AtomicLong(size);
    }

    /** Of this process, as it is now: to be called once it has opened what it keeps open. */
    public static DescriptorBudget ofProcess() {
        return of(PROCESS_LIMIT, system().getOpenFileDescriptorCount());
    }

    private static UnixOperatingSystemMXBean system() {
        return (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    }

    /**
     * Of a process with such a limit.
     *
     * @param open how many it has open
     */
    public static DescriptorBudget of(long limit, long open) {
        long reserve = Math.min(RESERVE, limit / RESERVE_PART);
        return new DescriptorBudget(limit, Math.max(1, limit - open - reserve));
    }

    /** How many of them the load may hold. */
    public long size() {
        return size;
    }

    /** Takes one; false where none is left. */
    public boolean take() {
        if (left.decrementAndGet() >= 0) {
            return true;
        }
        left.incrementAndGet();
        return false;
    }

    public void giveBack() {
        left.incrementAndGet();
    }

    /** What to say where connections may need more than there are, one worker's times the workers; empty where not. */
    public String warning(long connections) {
        return connections <= size
                ? ""
                : "up to " + connections + " connections may be opened, and this process may hold " + size
                        + " (ulimit -n is " + limit
                        + "): raise that limit or lower spec.target.connections, or requests beyond it fail and the run is Invalid";
    }
}
