package dev.loadtest.engine.run.loop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Measures the lag of the loop's own timers. A starved loop sees free connections late: lag over 10 ms counts as
 * lateness in place of held time in the same seconds. A lag of 250 ms is a standstill: times that ran meanwhile are not
 * the target's either.
 */
public final class LoopProbe {
    private static final long SECOND = 1_000_000_000;
    private static final long PERIOD = 10_000_000;
    public static final long TOLERATED = 10_000_000;
    /** Lag that counts as a standstill. Garbage collections and ordinary scheduling delays are shorter. */
    public static final long STANDSTILL = 250_000_000;

    /** Notified of each standstill, before anything else runs. */
    @FunctionalInterface
    public interface Listener {
        void stoodStill(long fromNanos, long toNanos);
    }

    private final Loop loop;
    private final long originNanos;
    private final Listener listener;
    private final Standstills standstills = new Standstills();
    /** Lag measured before each second, as prefix sums, so that any interval costs the same. */
    private long[] lagBefore = new long[64];

    /** Sums up to this second are final. */
    private int second;

    private int starvedSeconds;
    private long worstNanos;
    private long dueNanos;
    private Loop.@Nullable Timer timer;

    /** @param originNanos start of second 0 */
    public LoopProbe(Loop loop, long originNanos, Listener listener) {
        this.loop = loop;
        this.originNanos = originNanos;
        this.listener = listener;
    }

    public void start() {
        expect(loop.nanos() + PERIOD);
    }

    public void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void expect(long nanos) {
        dueNanos = nanos;
        timer = loop.at(nanos, () -> {
            long now = loop.nanos();
            observe(dueNanos, now);
            expect(now + PERIOD);
        });
    }

    /**
     * Detects a standstill immediately, instead of at the next timer. Called by every task that may be the first after
     * a standstill, with the newest reading of the loop's time.
     */
    public void look(long nowNanos) {
        if (nowNanos - dueNanos >= STANDSTILL && timer != null) {
            long due = dueNanos;
            dueNanos = nowNanos;
            observe(due, nowNanos);
        }
    }

    /** Duration of standstills within an interval, in nanoseconds, up to the last {@link #look}. */
    public long standstillNanos(long fromNanos, long toNanos) {
        return standstills.within(fromNanos, toNanos);
    }

    /** Records that a task due at an instant ran at another. */
    void observe(long dueNanos, long ranNanos) {
        if (ranNanos > originNanos) {
            worstNanos = Math.max(worstNanos, ranNanos - Math.max(dueNanos, originNanos));
        }
        if (ranNanos - dueNanos <= TOLERATED) {
            return;
        }
        long from = Math.max(dueNanos, originNanos);
        while (from < ranNanos) {
            int of = secondOf(from);
            long to = Math.min(ranNanos, originNanos + (of + 1L) * SECOND);
            add(of, to - from);
            from = to;
        }
        if (ranNanos - dueNanos >= STANDSTILL) {
            standstills.add(dueNanos, ranNanos);
            listener.stoodStill(dueNanos, ranNanos);
        }
    }

    /** The worst lag so far, in nanoseconds. */
    public long worstNanos() {
        return worstNanos;
    }

    /** Number of seconds with a lag of over 10 ms so far. */
    public int starvedSeconds() {
        return starvedSeconds;
    }

    /** Lag measured in the seconds that an interval overlaps, in nanoseconds; at most its length. */
    public long lagNanos(long fromNanos, long toNanos) {
        long lag = before(secondOf(toNanos) + 1) - before(secondOf(fromNanos));
        return Math.min(lag, Math.max(0, toNanos - fromNanos));
    }

    private int secondOf(long nanos) {
        return (int) Math.max(0, (nanos - originNanos) / SECOND);
    }

    private long before(int of) {
        return lagBefore[Math.min(of, second + 1)];
    }

    /** Seconds arrive in ascending order; the last one may repeat. */
    private void add(int of, long lag) {
        if (of + 2 > lagBefore.length) {
            lagBefore = Arrays.copyOf(lagBefore, Math.max(of + 2, lagBefore.length * 2));
        }
        long before = lagBefore[second + 1];
        if (of > second) {
            Arrays.fill(lagBefore, second + 2, of + 2, before);
            second = of;
        }
        if (lagBefore[second + 1] == lagBefore[second]) {
            starvedSeconds++;
        }
        lagBefore[second + 1] += lag;
    }
}
