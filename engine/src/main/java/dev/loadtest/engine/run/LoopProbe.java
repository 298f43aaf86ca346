package dev.loadtest.engine.run;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Measures how late the loop itself runs its timers. A starved loop makes free connections look busy: where it was over
 * 10 ms late, that much of what was held in the same seconds is the generator's lateness, not the target's doing.
 */
final class LoopProbe {
    private static final long SECOND = 1_000_000_000;
    private static final long PERIOD = 10_000_000;
    private static final long TOLERATED = 10_000_000;

    private final Loop loop;
    private final long originNanos;
    /** How much lag was measured before each second: sums, so that any stretch of time costs the same to ask for. */
    private long[] lagBefore = new long[64];

    /** The sums up to this second are final. */
    private int second;

    private int starvedSeconds;
    private long worstNanos;
    private Loop.@Nullable Timer timer;

    /** @param originNanos where second 0 begins */
    LoopProbe(Loop loop, long originNanos) {
        this.loop = loop;
        this.originNanos = originNanos;
    }

    void start() {
        expect(loop.nanos() + PERIOD);
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void expect(long nanos) {
        timer = loop.at(nanos, () -> {
            long now = loop.nanos();
            observe(nanos, now);
            expect(now + PERIOD);
        });
    }

    /** Takes note that what was due at an instant ran at another. */
    void observe(long dueNanos, long ranNanos) {
        worstNanos = Math.max(worstNanos, ranNanos - dueNanos);
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
    }

    /** The worst lag so far, in nanoseconds. */
    long worstNanos() {
        return worstNanos;
    }

    /** In how many seconds the loop was over 10 ms late so far. */
    int starvedSeconds() {
        return starvedSeconds;
    }

    /** The lag measured in the seconds that a stretch of time touches, in nanoseconds; at most its length. */
    long lagNanos(long fromNanos, long toNanos) {
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
