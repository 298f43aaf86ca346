package dev.loadtest.engine.run.loop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Measures how late the loop itself runs its timers. A starved loop makes free connections look busy: where it was over
 * 10 ms late, that much of what was held in the same seconds is the generator's lateness, not the target's doing. Where it
 * was 250 ms late it stood still: times that ran meanwhile are not the target's either.
 */
public final class LoopProbe {
    private static final long SECOND = 1_000_000_000;
    private static final long PERIOD = 10_000_000;
    public static final long TOLERATED = 10_000_000;
    /** From this on the loop stood still. Collections of garbage and the turns of a busy machine are shorter. */
    public static final long STANDSTILL = 250_000_000;

    /** Told of each standstill, before anything is done after it. */
    @FunctionalInterface
    public interface Listener {
        void stoodStill(long fromNanos, long toNanos);
    }

    private final Loop loop;
    private final long originNanos;
    private final Listener listener;
    private final Standstills standstills = new Standstills();
    /** How much lag was measured before each second: sums, so that any stretch of time costs the same to ask for. */
    private long[] lagBefore = new long[64];

    /** The sums up to this second are final. */
    private int second;

    private int starvedSeconds;
    private long worstNanos;
    private long dueNanos;
    private Loop.@Nullable Timer timer;

    /** @param originNanos where second 0 begins */
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
     * Sees at once, and not only when its timer's turn has come, that the loop stood still until now. To be called by
     * whatever may be the first to run after it, with the newest reading of the loop's time.
     */
    public void look(long nowNanos) {
        if (nowNanos - dueNanos >= STANDSTILL && timer != null) {
            long due = dueNanos;
            dueNanos = nowNanos;
            observe(due, nowNanos);
        }
    }

    /** How much of a stretch of time the loop stood still, in nanoseconds, up to the last {@link #look}. */
    public long standstillNanos(long fromNanos, long toNanos) {
        return standstills.within(fromNanos, toNanos);
    }

    /** Takes note that what was due at an instant ran at another. */
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

    /** In how many seconds the loop was over 10 ms late so far. */
    public int starvedSeconds() {
        return starvedSeconds;
    }

    /** The lag measured in the seconds that a stretch of time touches, in nanoseconds; at most its length. */
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

    /** Seconds come in rising order; the last one may come again. */
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
