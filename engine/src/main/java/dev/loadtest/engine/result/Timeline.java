package dev.loadtest.engine.result;

import dev.loadtest.engine.result.wire.TimelineState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Scored requests by second of run time. A worker writes one; its coordinator keeps one per worker and
 * {@linkplain #replace replaces} whole seconds in it, so that a report may be read twice or be lost; the result is made of
 * all of them together. Memory grows with the seconds alone, by some hundred bytes each. Confined to one thread; a copy
 * may go to another.
 */
public final class Timeline {
    private static final long MICROS_PER_SECOND = 1_000_000;
    /** Enough for a curve, and a fraction of the memory of 3. */
    private static final int DIGITS = 2;

    private final TreeMap<Long, Second> seconds = new TreeMap<>();
    /** Where nearly everything is written: found without a key. */
    private @Nullable Second current;

    private static final class Second {
        private final long number;
        private final LatencyHistogram response;
        private long sent;
        private long ended;
        private long failures;
        /** The last second there was when this one was last turned to. */
        private long touched;

        Second(long number, LatencyHistogram response) {
            this.number = number;
            this.response = response;
        }

        void add(Second other) {
            sent += other.sent;
            ended += other.ended;
            failures += other.failures;
            response.add(other.response);
            touched = Math.max(touched, other.touched);
        }

        Second copy() {
            Second copy = new Second(number, response.copy());
            copy.touched = touched;
            copy.sent = sent;
            copy.ended = ended;
            copy.failures = failures;
            return copy;
        }
    }

    /** @param atMicros run time, at least 0 */
    public void sent(long atMicros) {
        at(atMicros).sent++;
    }

    /**
     * @param atMicros run time, at least 0
     * @param responseNanos below 0 where the request has no latency
     */
    public void ended(long atMicros, boolean failure, long responseNanos) {
        Second second = at(atMicros);
        second.ended++;
        if (failure) {
            second.failures++;
        }
        if (responseNanos >= 0) {
            second.response.recordNanos(responseNanos);
        }
    }

    /**
     * A copy of the seconds from this one on, and of earlier ones that were written to since it began. A reader that asks
     * from its own {@link #lastSecond()} misses nothing.
     */
    public Timeline copySince(long second) {
        Timeline copy = new Timeline();
        seconds.forEach((number, value) -> {
            if (value.touched >= second) {
                copy.seconds.put(number, value.copy());
            }
        });
        return copy;
    }

    /** Takes each second of a later report of the same worker in place of one's own: idempotent. */
    public void replace(Timeline report) {
        report.seconds.forEach((number, value) -> {
            Second copy = value.copy();
            copy.response.pack();
            seconds.put(number, copy);
        });
        current = null;
    }

    /** Adds another worker's seconds to one's own: once only, and in any order. */
    public void add(Timeline other) {
        other.seconds.forEach((number, value) -> {
            Second mine = seconds.get(number);
            if (mine == null) {
                seconds.put(number, value.copy());
            } else {
                mine.add(value);
            }
        });
    }

    /** How many were sent in a second. */
    public long sentIn(long second) {
        Second value = seconds.get(second);
        return value == null ? 0 : value.sent;
    }

    /** The last second with anything in it; -1 without any. */
    public long lastSecond() {
        return seconds.isEmpty() ? -1 : seconds.lastKey();
    }

    /** This timeline alone, as {@link #buckets(Collection, int)}. */
    public List<RunResult.TimelineBucket> buckets(int max) {
        return buckets(List.of(this), max);
    }

    /**
     * All workers' seconds together, from the start of the run to the last of them without a gap. Where they are more than
     * {@code max}, each bucket holds the smallest whole number of seconds that makes them fit.
     *
     * @param max at least 1
     */
    public static List<RunResult.TimelineBucket> buckets(Collection<Timeline> workers, int max) {
        long last = workers.stream().mapToLong(Timeline::lastSecond).max().orElse(-1);
        long width = Math.max(1, Math.ceilDiv(last + 1, (long) max));
        List<RunResult.TimelineBucket> buckets = new ArrayList<>();
        for (long from = 0; from <= last; from += width) {
            Second sum = new Second(from, new LatencyHistogram(DIGITS));
            for (Timeline worker : workers) {
                worker.seconds.subMap(from, from + width).values().forEach(sum::add);
            }
            long p99 = (long) sum.response.valueAt(99);
            buckets.add(new RunResult.TimelineBucket(from, sum.sent, sum.ended, sum.failures, p99));
        }
        return buckets;
    }

    /** All of it, for another process. */
    public TimelineState state() {
        List<TimelineState.Second> states = new ArrayList<>();
        for (Second s : seconds.values()) {
            states.add(new TimelineState.Second(s.number, s.sent, s.ended, s.failures, s.response.state()));
        }
        return new TimelineState(states);
    }

    /** All of it in stretches of as many seconds as make it no more than so many; each stands at its first second. */
    public TimelineState state(int max) {
        long width = Math.max(1, Math.ceilDiv(lastSecond() + 1, (long) max));
        Timeline coarse = new Timeline();
        seconds.forEach((number, value) -> coarse.seconds
                .computeIfAbsent(number / width * width, from -> new Second(from, new LatencyHistogram(DIGITS)))
                .add(value));
        return coarse.state();
    }

    /** @throws IllegalArgumentException when a histogram in it is none like ours */
    public static Timeline of(TimelineState state) {
        Timeline timeline = new Timeline();
        for (TimelineState.Second s : state.seconds()) {
            Second second = new Second(s.second(), LatencyHistogram.of(s.response(), DIGITS));
            second.sent = s.sent();
            second.ended = s.ended();
            second.failures = s.failures();
            second.touched = s.second();
            timeline.seconds.put(s.second(), second);
        }
        return timeline;
    }

    private Second at(long atMicros) {
        long number = atMicros / MICROS_PER_SECOND;
        Second second = current;
        return second != null && second.number == number ? second : turnTo(number);
    }

    /** Goes to another second, mostly the next; of all seconds, only the last one is not packed. */
    private Second turnTo(long number) {
        Second second = seconds.computeIfAbsent(number, n -> new Second(n, new LatencyHistogram(DIGITS)));
        second.touched = seconds.lastKey();
        Map.Entry<Long, Second> before = seconds.lowerEntry(second.touched);
        if (before != null) {
            before.getValue().response.pack();
        }
        if (number < second.touched) {
            second.response.pack();
        }
        current = second;
        return second;
    }
}
