package dev.loadtest.worker;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * File descriptors available to the load of this process, for connections and uploaded files. Excludes descriptors open
 * at the start and a reserve, so that results, logs and the coordinator's connections can always be opened.
 * Thread-safe.
 */
public final class DescriptorBudget {
    /** Limit of this process, by {@code ulimit -n}. */
    public static final long PROCESS_LIMIT = system().getMaxFileDescriptorCount();

    /** Reserve for results, samples, name lookups, and connections of coordinator and metrics. */
    private static final long RESERVE = 64;
    /** Fraction of a low limit that is reserved at most. */
    private static final long RESERVE_PART = 4;

    private final long limit;
    private final long size;
    private final AtomicLong left;

    private DescriptorBudget(long limit, long size) {
        this.limit = limit;
        this.size = size;
        this.left = new AtomicLong(size);
    }

    /** The budget of this process now; call once its permanent files are open. */
    public static DescriptorBudget ofProcess() {
        return of(PROCESS_LIMIT, system().getOpenFileDescriptorCount());
    }

    private static UnixOperatingSystemMXBean system() {
        return (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    }

    /**
     * The budget of a process with this limit.
     *
     * @param open number of its open descriptors
     */
    public static DescriptorBudget of(long limit, long open) {
        long reserve = Math.min(RESERVE, limit / RESERVE_PART);
        return new DescriptorBudget(limit, Math.max(1, limit - open - reserve));
    }

    /** Number of descriptors for the load. */
    public long size() {
        return size;
    }

    /** Takes one; false if none is left. */
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

    /** A warning if a load may need more than the budget; otherwise empty. */
    public String warning(DescriptorNeed need) {
        return need.total() <= size
                ? ""
                : "up to " + need + " may be open at once, and this process may hold " + size
                        + " (ulimit -n is " + limit
                        + "): raise that limit or lower spec.target.connections, or requests beyond it fail and the run is Invalid";
    }
}
