package dev.loadtest.engine.run;

import org.jspecify.annotations.Nullable;

/**
 * Measures how late the loop itself runs its timers. A second in which it was over 10 ms late is starved: what was held
 * in it counts as the generator's lateness, because a starved loop makes free connections look busy.
 */
final class LoopProbe {
    private static final long SECOND = 1_000_000_000;
    private static final long PERIOD = 10_000_000;
    private static final long TOLERATED = 10_000_000;

    private final Loop loop;
    private final long originNanos;
    /** How many of the seconds before each second were starved. */
    private int[] starvedBefore = new int[64];

    private int seconds;
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
        if (ranNanos - dueNanos > TOLERATED) {
            for (int second = second(dueNanos); second <= second(ranNanos); second++) {
                starve(second);
            }
        }
    }

    /** The worst lag so far, in nanoseconds. */
    long worstNanos() {
        return worstNanos;
    }

    /** How many seconds were starved so far. */
    int starvedSeconds() {
        return starvedBefore(seconds);
    }

    /** How much of a stretch of time lies in starved seconds, in nanoseconds. */
    long starvedNanos(long fromNanos, long toNanos) {
        int first = second(fromNanos);
        int last = second(toNanos);
        if (starvedBefore(last + 1) == starvedBefore(first)) {
            return 0;
        }
        if (first == last) {
            return toNanos - fromNanos;
        }
        long head = isStarved(first) ? originNanos + (first + 1) * SECOND - fromNanos : 0;
        long tail = isStarved(last) ? toNanos - (originNanos + last * SECOND) : 0;
        return head + tail + (starvedBefore(last) - starvedBefore(first + 1)) * SECOND;
    }

    private int second(long nanos) {
        return (int) Math.max(0, (nanos - originNanos) / SECOND);
    }

    private boolean isStarved(int second) {
        return starvedBefore(second + 1) > starvedBefore(second);
    }

    private int starvedBefore(int second) {
        return starvedBefore[Math.min(second, seconds)];
    }

    /** Seconds are starved in rising order; only the last one may be named again. */
    private void starve(int second) {
        if (second < seconds) {
            return;
        }
        if (second + 2 > starvedBefore.length) {
            starvedBefore = java.util.Arrays.copyOf(starvedBefore, Math.max(second + 2, starvedBefore.length * 2));
        }
        int before = starvedBefore[seconds];
        for (int i = seconds; i <= second; i++) {
            starvedBefore[i] = before;
        }
        seconds = second + 1;
        starvedBefore[seconds] = before + 1;
    }
}
