package dev.loadtest.engine.run;

import dev.loadtest.engine.run.loop.Loop;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Limits all requests of a worker to its part of the plan's limit: a token bucket that holds one second's worth, so
 * that a burst of that size goes out at once. The parts of all workers add up to the limit. Confined to the loop.
 */
final class SendLimit {
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Loop loop;
    private final Runnable onAllowed;
    private final boolean unlimited;
    private final Pace pace;
    private final ArrayDeque<Runnable> again = new ArrayDeque<>();
    private Loop.@Nullable Timer timer;
    private long postponed;

    /**
     * @param perSecond this worker's part; 0 for no limit
     * @param onAllowed called when requests are allowed again after {@link #allows} refused one
     * @param onAllowed called when something may be sent again that {@link #allows} refused
     */
    SendLimit(Loop loop, double perSecond, Runnable onAllowed) {
        this.loop = loop;
        this.onAllowed = onAllowed;
        this.unlimited = perSecond == 0;
        this.pace = new Pace(perSecond, KEPT_NANOS);
    }

    /** Whether a request may be sent now; otherwise {@code onAllowed} is called once it may. */
    boolean allows() {
        if (unlimited) {
            return true;
        }
        long earliest = pace.earliest(Long.MIN_VALUE);
        if (again.isEmpty() && earliest <= loop.nanos()) {
            return true;
        }
        arm(earliest);
        return false;
    }

    /**
     * Takes the token of a request.
     *
     * @param plannedNanos its planned instant
     * @return its planned instant by the limit: later if the limit delayed it, which is neither lateness nor latency
     */
    long take(long plannedNanos, long now) {
        if (unlimited) {
            return plannedNanos;
        }
        long earliest = pace.earliest(Long.MIN_VALUE);
        pace.take(Long.MIN_VALUE, now);
        if (earliest > plannedNanos && earliest <= now) {
            postponed++;
            return earliest;
        }
        return plannedNanos;
    }

    /** Sends a request in flight again, for example after a redirect: now, or when allowed; before any new one. */
    void sendAgain(Runnable send) {
        if (allows()) {
            take(Long.MAX_VALUE, loop.nanos());
            send.run();
        } else {
            postponed++;
            again.add(send);
        }
    }

    /** Number of delayed requests. */
    long postponed() {
        return postponed;
    }

    private void arm(long earliest) {
        if (timer == null) {
            timer = loop.exactlyAt(earliest, this::awake);
        }
    }

    private void awake() {
        timer = null;
        long now = loop.nanos();
        while (!again.isEmpty() && pace.earliest(Long.MIN_VALUE) <= now) {
            pace.take(Long.MIN_VALUE, now);
            again.remove().run();
        }
        if (again.isEmpty()) {
            onAllowed.run();
        } else {
            arm(pace.earliest(Long.MIN_VALUE));
        }
    }
}
