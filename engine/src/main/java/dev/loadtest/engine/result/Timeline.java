package dev.loadtest.engine.result;

import dev.loadtest.engine.result.wire.TimelineState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Scored requests by stretches of run time, one second each; the width doubles whenever there would be more stretches
 * than allowed, some hundred bytes each. Pairs are then joined from the start, a few with each new stretch, because the
 * sending loop has no time to join all at once. A worker writes one timeline; its coordinator keeps one for each worker
 * and {@linkplain #replace replaces} whole stretches, so that reports may be read twice or lost; the result merges all
 * of them. Confined to one thread; a copy may be passed on.
 */
public final class Timeline {
    private static final long MICROS_PER_SECOND = 1_000_000;
    /** Enough for a curve, with a fraction of the memory of 3 digits. */
    private static final int DIGITS = 2;
    /** Maximum of one worker, as many as a result shows. */
    private static final int MOST = 3_600;
    /** Maximum of all workers together: by estimate 60 MB at the coordinator. */
    private static final int MAX_OF_ALL = 200_000;

    /** Maximum accepted from another process, whose joining may lag behind. */
    private static final int MAX_TOLD = 2 * MOST;

    /** Last accepted second, thirty thousand years. */
    private static final long LAST_SECOND = 1L << 40;

    /** Pairs joined at a time. */
    private static final int PAIRS = 4;

    /** By first second. */
    private final TreeMap<Long, Stretch> stretches = new TreeMap<>();
    /**
     * Width in seconds, a power of two, of stretches that begin at or after {@code joined}; earlier ones have twice the
     * width.
     */
    private long width = 1;
    /** A multiple of twice the width. */
    private long joined;

    private int most = MOST;
    /** The most recently used stretch, found without a key. */
    private @Nullable Stretch current;

    private static final class Stretch {
        private final long start;
        private final LatencyHistogram response;
        private long sent;
        private long ended;
        private long failures;
        /** The last stretch at the last change of the current one. */
        private long touched;

        Stretch(long start, LatencyHistogram response) {
            this.start = start;
            this.response = response;
        }

        public void add(Stretch other) {
            sent += other.sent;
            ended += other.ended;
            failures += other.failures;
            response.add(other.response);
            touched = Math.max(touched, other.touched);
        }

        public Stretch copy() {
            Stretch copy = new Stretch(start, response.copy());
            copy.touched = touched;
            copy.sent = sent;
            copy.ended = ended;
            copy.failures = failures;
            return copy;
        }
    }

    /** Limits it to one worker's part of the coordinator's memory for all workers. */
    public void shareAmong(int workers) {
        most = Math.min(most, Math.max(1, MAX_OF_ALL / workers));
    }

    /** @param atMicros run time, at least 0 */
    public void sent(long atMicros) {
        at(atMicros).sent++;
    }

    /**
     * @param atMicros run time, at least 0
     * @param responseNanos negative if the request has no latency
     */
    public void ended(long atMicros, boolean failure, long responseNanos) {
        Stretch stretch = at(atMicros);
        stretch.ended++;
        if (failure) {
            stretch.failures++;
        }
        if (responseNanos >= 0) {
            stretch.response.recordNanos(responseNanos);
        }
    }

    /**
     * A copy of the stretches from this second on, and of earlier ones changed since it began. A reader that asks from
     * its own {@link #lastSecond()} misses nothing.
     */
    public Timeline copySince(long second) {
        Timeline copy = new Timeline();
        copy.width = width;
        copy.joined = joined;
        stretches.forEach((start, stretch) -> {
            if (stretch.touched >= start(second)) {
                copy.stretches.put(start, stretch.copy());
            }
        });
        return copy;
    }

    /**
     * Replaces stretches by those of a later report of the same worker: idempotent.
     *
     * @throws IllegalArgumentException if the reports together contain more stretches than a worker keeps
     */
    public void replace(Timeline report) {
        if (report.width < width || report.width == width && report.joined < joined) {
            // The report predates one that was read already.
            return;
        }
        joinAs(report);
        report.stretches.forEach((start, stretch) -> {
            Stretch copy = stretch.copy();
            copy.response.pack();
            stretches.put(start, copy);
        });
        current = null;
        if (stretches.size() > MAX_TOLD) {
            throw new IllegalArgumentException("a timeline of more than " + MAX_TOLD + " stretches");
        }
    }

    /** Adds another worker's timeline: once, in any order. */
    public void add(Timeline other) {
        joinAs(other);
        other.stretches.values().forEach(stretch -> stretches
                .computeIfAbsent(start(stretch.start), from -> new Stretch(from, new LatencyHistogram(DIGITS)))
                .add(stretch));
        current = null;
    }

    /** Sends a second in the last stretch that was complete at the end of a second. */
    public double sentPerSecond(long second) {
        long over = start(second + 1);
        Map.Entry<Long, Stretch> last = stretches.lowerEntry(over);
        return last == null || last.getKey() + width(last.getKey()) < over
                ? 0
                : (double) last.getValue().sent / width(last.getKey());
    }

    /** First second of the last non-empty stretch; -1 without any. */
    public long lastSecond() {
        return stretches.isEmpty() ? -1 : stretches.lastKey();
    }

    /** This timeline alone, like {@link #buckets(Collection, int)}. */
    public List<RunResult.TimelineBucket> buckets(int max) {
        return buckets(List.of(this), max);
    }

    /**
     * All workers together, without gaps from the start of the run to the last second of any. If there are more than
     * {@code max} stretches, each bucket spans the smallest number of the widest stretches that fits.
     *
     * @param max at least 1
     */
    public static List<RunResult.TimelineBucket> buckets(Collection<Timeline> workers, int max) {
        long end = workers.stream().mapToLong(Timeline::end).max().orElse(0);
        long widest =
                workers.stream().mapToLong(worker -> worker.width(0)).max().orElse(1);
        long width = Math.max(1, Math.ceilDiv(end, max * widest)) * widest;
        List<RunResult.TimelineBucket> buckets = new ArrayList<>();
        for (long from = 0; from < end; from += width) {
            Stretch sum = new Stretch(from, new LatencyHistogram(DIGITS));
            for (Timeline worker : workers) {
                worker.stretches.subMap(from, from + width).values().forEach(sum::add);
            }
            long p99 = (long) sum.response.valueAt(99);
            buckets.add(new RunResult.TimelineBucket(from, sum.sent, sum.ended, sum.failures, p99));
        }
        return buckets;
    }

    private long end() {
        return stretches.isEmpty() ? 0 : stretches.lastKey() + width(stretches.lastKey());
    }

    /** The complete state, for another process. */
    public TimelineState state() {
        List<TimelineState.Stretch> states = new ArrayList<>();
        for (Stretch s : stretches.values()) {
            states.add(new TimelineState.Stretch(s.start, s.sent, s.ended, s.failures, s.response.state()));
        }
        return new TimelineState(width, joined, states);
    }

    /** The complete state in a bounded number of stretches. */
    public TimelineState state(int max) {
        Timeline coarse = new Timeline();
        coarse.add(this);
        while (coarse.stretches.size() > max) {
            coarse.joinAll();
        }
        return coarse.state();
    }

    /** @throws IllegalArgumentException if a histogram is not one of ours, or a stretch has another width */
    public static Timeline of(TimelineState state) {
        Timeline timeline = new Timeline();
        if (state.stretches().size() > MAX_TOLD) {
            throw new IllegalArgumentException(
                    "a timeline of " + state.stretches().size() + " stretches, more than " + MAX_TOLD);
        }
        if (state.width() > LAST_SECOND || state.joined() < 0 || state.joined() > LAST_SECOND) {
            throw new IllegalArgumentException("a timeline beyond " + LAST_SECOND + " s");
        }
        if (state.width() < 1 || Long.bitCount(state.width()) != 1 || state.joined() % (2 * state.width()) != 0) {
            throw new IllegalArgumentException("no timeline has stretches of " + state.width()
                    + " s, and of twice that before " + state.joined() + " s");
        }
        timeline.width = state.width();
        timeline.joined = state.joined();
        for (TimelineState.Stretch s : state.stretches()) {
            if (s.second() < 0 || s.second() > LAST_SECOND || s.second() != timeline.start(s.second())) {
                throw new IllegalArgumentException("no stretch of a timeline begins at " + s.second() + " s");
            }
            Stretch stretch = new Stretch(s.second(), LatencyHistogram.of(s.response(), DIGITS));
            stretch.sent = s.sent();
            stretch.ended = s.ended();
            stretch.failures = s.failures();
            stretch.touched = s.second();
            timeline.stretches.put(s.second(), stretch);
        }
        return timeline;
    }

    /** Width of the stretch that contains a second. */
    private long width(long second) {
        return second < joined ? 2 * width : width;
    }

    /** Its beginning. */
    private long start(long second) {
        return second & -width(second);
    }

    /** Joins what another timeline has joined already. */
    private void joinAs(Timeline other) {
        while (width < other.width) {
            joinAll();
        }
        if (width == other.width && joined < other.joined) {
            joinUntil(other.joined);
        }
    }

    private void joinAll() {
        joinUntil((lastSecond() & -(2 * width)) + 2 * width);
        width *= 2;
        joined = 0;
    }

    /** Joins unjoined pairs that begin before a second, a multiple of twice the width. */
    private void joinUntil(long until) {
        Long next = stretches.ceilingKey(joined);
        while (next != null && next < until) {
            joined = next & -(2 * width);
            joinPair();
            next = stretches.ceilingKey(joined);
        }
        joined = Math.max(joined, until);
    }

    /** Joins the first pair, of which one may be absent. */
    private void joinPair() {
        Stretch both = new Stretch(joined, new LatencyHistogram(DIGITS));
        for (long start : new long[] {joined, joined + width}) {
            Stretch one = stretches.remove(start);
            if (one != null) {
                both.add(one);
            }
        }
        joined += 2 * width;
        if (!stretches.isEmpty() && both.start < stretches.lastKey()) {
            both.response.pack();
        }
        stretches.put(both.start, both);
        current = null;
    }

    private Stretch at(long atMicros) {
        long second = atMicros / MICROS_PER_SECOND;
        Stretch stretch = current;
        return stretch != null && stretch.start == start(second) ? stretch : turnTo(second);
    }

    /** Switches to another stretch, mostly the next; all but the last one are packed. */
    private Stretch turnTo(long second) {
        makeRoom();
        long start = start(second);
        Stretch stretch = stretches.computeIfAbsent(start, from -> new Stretch(from, new LatencyHistogram(DIGITS)));
        stretch.touched = stretches.lastKey();
        Map.Entry<Long, Stretch> before = stretches.lowerEntry(stretch.touched);
        if (before != null) {
            before.getValue().response.pack();
        }
        if (start < stretch.touched) {
            stretch.response.pack();
        }
        current = stretch;
        return stretch;
    }

    /** A started pass of joining continues until it is complete. */
    private void makeRoom() {
        for (int pair = 0; pair < PAIRS && (joined > 0 || stretches.size() >= most); pair++) {
            Long next = stretches.ceilingKey(joined);
            if (next == null) {
                width *= 2;
                joined = 0;
            } else {
                joinUntil((next & -(2 * width)) + 2 * width);
            }
        }
    }
}
