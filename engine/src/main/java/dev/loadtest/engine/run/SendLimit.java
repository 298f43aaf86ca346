package dev.loadtest.engine.run;

import dev.loadtest.engine.run.loop.Loop;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds all that a worker sends, whatever it is sent for, to its part of the plan's limit: a token bucket that holds what one
 * second allows, so that a burst of that many goes out at once. Parts of all workers add up to the limit. Confined to the
 * loop.
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
     * @param perSecond this worker's part; 0 for any number
     * @param onAllowed called when something may be sent again that {@link #allows} refused
     */
    SendLimit(Loop loop, double perSecond, Runnable onAllowed) {
        this.loop = loop;
        this.onAllowed = onAllowed;
        this.unlimited = perSecond == 0;
        this.pace = new Pace(perSecond, KEPT_NANOS);
    }

    /** Whether a request may be sent now; where it may not, {@code onAllowed} is called once it may. */
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
     * Takes what one request costs.
     *
     * @param plannedNanos when it is due
     * @return when it is due by the limit: later where the limit kept it back, which is no lateness and no latency
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

    /** Sends a request that is under way once more, as a redirect asks for: now, or when it may be; before any new one. */
    void sendAgain(Runnable send) {
        if (allows()) {
            take(Long.MAX_VALUE, loop.nanos());
            send.run();
        } else {
            postponed++;
            again.add(send);
        }
    }

    /** How many requests were kept back. */
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
