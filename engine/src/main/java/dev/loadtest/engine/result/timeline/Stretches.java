package dev.loadtest.engine.result.timeline;

import dev.loadtest.engine.result.wire.TimelineState;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Stretches of run time, one second each; the width doubles whenever there would be more than allowed. Pairs are then
 * joined from the start, a few with each new stretch, because the sending loop has no time to join all at once. A reader
 * joins its copy to the writer's position before it {@linkplain #replace replaces} whole stretches: both always begin at
 * the same seconds. Confined to one thread.
 */
final class Stretches {
    /** Pairs joined at a time. */
    private static final int PAIRS = 4;

    /** Last accepted second, thirty thousand years. */
    private static final long LAST_SECOND = 1L << 40;

    /** By first second. */
    private final TreeMap<Long, Stretch> stretches = new TreeMap<>();
    /**
     * Width in seconds, a power of two, of stretches that begin at or after {@code joined}; earlier ones have twice the
     * width.
     */
    private long width = 1;
    /** A multiple of twice the width. */
    private long joined;

    private final TimeBuckets buckets;
    private int most;
    /** Maximum number of cells of a stretch that came from another process or was joined. */
    private int mostCells;
    /** The most recently used stretch, a cache. */
    private @Nullable Stretch current;

    /** @param most maximum number of stretches, at least 1 */
    Stretches(int most, TimeBuckets buckets) {
        this.buckets = buckets;
        this.most = most;
    }

    void limit(int stretches) {
        most = Math.min(most, Math.max(1, stretches));
    }

    /** The cell of a series at a second. */
    Cell cell(int series, long second) {
        Stretch stretch = current;
        boolean found = stretch != null && stretch.start == start(second);
        return (found ? stretch : turnTo(second)).cell(series);
    }

    /** See {@link Timeline#copySince}. */
    Stretches copySince(long second) {
        Stretches copy = new Stretches(most, buckets);
        copy.width = width;
        copy.joined = joined;
        stretches.forEach((start, stretch) -> {
            if (stretch.touched >= start(second)) {
                copy.stretches.put(start, stretch.copy());
            }
        });
        return copy;
    }

    /** See {@link Timeline#snapshot}. */
    Stretches snapshot() {
        Stretches snapshot = new Stretches(most, buckets);
        snapshot.width = width;
        snapshot.joined = joined;
        snapshot.stretches.putAll(stretches);
        return snapshot;
    }

    /** Whether a later report of the same worker than this one was read already. */
    boolean isBehind(Stretches read) {
        return width < read.width || width == read.width && joined < read.joined;
    }

    /** Replaces stretches by those of a later report of the same worker: idempotent. */
    void replace(Stretches report) {
        joinAs(report);
        report.stretches.forEach((start, stretch) -> put(stretch.copy()));
        current = null;
    }

    /** Adds another worker's stretches: once, in any order. */
    void add(Stretches other) {
        joinAs(other);
        other.stretches.values().forEach(stretch -> stretches
                .computeIfAbsent(start(stretch.start), this::empty)
                .add(stretch));
        current = null;
    }

    Collection<Stretch> values() {
        return stretches.values();
    }

    /** Those that begin within a span of seconds. */
    Collection<Stretch> between(long from, long to) {
        return stretches.subMap(from, to).values();
    }

    int size() {
        return stretches.size();
    }

    /** At least the number of cells of the fullest stretch that came from another process. */
    int mostCells() {
        return mostCells;
    }

    /** First second of the last non-empty stretch; -1 without any. */
    long lastSecond() {
        return stretches.isEmpty() ? -1 : stretches.lastKey();
    }

    /** End of the last non-empty stretch; 0 without any. */
    long end() {
        return stretches.isEmpty() ? 0 : stretches.lastKey() + width(stretches.lastKey());
    }

    /** The last stretch that is over at a second; null if it is empty. */
    @Nullable
    Stretch completeAt(long second) {
        long over = start(second + 1);
        Map.Entry<Long, Stretch> last = stretches.lowerEntry(over);
        return last == null || last.getKey() + width(last.getKey()) < over ? null : last.getValue();
    }

    /** Width of the stretch that contains a second. */
    long width(long second) {
        return second < joined ? 2 * width : width;
    }

    /** Makes all stretches equally wide, and twice as wide where they are. */
    void joinAll() {
        joinUntil((lastSecond() & -(2 * width)) + 2 * width);
        width *= 2;
        joined = 0;
    }

    /** Makes all stretches equally wide. */
    void even() {
        if (joined > 0) {
            joinAll();
        }
    }

    TimelineState.Stretches state() {
        return new TimelineState.Stretches(
                width, joined, stretches.values().stream().map(Stretch::state).toList());
    }

    /** The complete state in a bounded number of stretches. */
    TimelineState.Stretches state(int max) {
        Stretches coarse = new Stretches(most, buckets);
        coarse.add(this);
        while (coarse.size() > Math.max(1, max)) {
            coarse.joinAll();
        }
        return coarse.state();
    }

    /** @throws IllegalArgumentException if it has impossible counts, or a stretch of another width */
    static Stretches of(TimelineState.Stretches state, int most, TimeBuckets buckets) {
        if (state.width() > LAST_SECOND || state.joined() < 0 || state.joined() > LAST_SECOND) {
            throw new IllegalArgumentException("a timeline beyond " + LAST_SECOND + " s");
        }
        if (state.width() < 1 || Long.bitCount(state.width()) != 1 || state.joined() % (2 * state.width()) != 0) {
            throw new IllegalArgumentException("no timeline has stretches of " + state.width()
                    + " s, and of twice that before " + state.joined() + " s");
        }
        Stretches all = new Stretches(most, buckets);
        all.width = state.width();
        all.joined = state.joined();
        for (TimelineState.Stretch stretch : state.stretches()) {
            long second = stretch.second();
            if (second < 0 || second > LAST_SECOND || second != all.start(second)) {
                throw new IllegalArgumentException("no stretch of a timeline begins at " + second + " s");
            }
            all.put(Stretch.of(stretch, buckets));
        }
        return all;
    }

    /** Start of the stretch that contains a second. */
    private long start(long second) {
        return second & -width(second);
    }

    /** Joins the stretches that the other timeline has joined already. */
    private void joinAs(Stretches other) {
        while (width < other.width) {
            joinAll();
        }
        if (width == other.width && joined < other.joined) {
            joinUntil(other.joined);
        }
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
        Stretch both = new Stretch(joined, buckets);
        for (long start : new long[] {joined, joined + width}) {
            Stretch one = stretches.remove(start);
            if (one != null) {
                both.add(one);
            }
        }
        joined += 2 * width;
        put(both);
        current = null;
    }

    private Stretch empty(long start) {
        return new Stretch(start, buckets);
    }

    private void put(Stretch stretch) {
        stretches.put(stretch.start, stretch);
        mostCells = Math.max(mostCells, stretch.used());
    }

    /** Switches to another stretch, mostly the next; all but the last and the current one are packed. */
    private Stretch turnTo(long second) {
        makeRoom();
        Stretch before = stretches.isEmpty() ? null : stretches.lastEntry().getValue();
        Stretch stretch = stretches.computeIfAbsent(start(second), this::empty);
        stretch.touched = stretches.lastKey();
        if (before != null && before.start < stretch.touched) {
            before.pack();
        }
        if (current != null && current.start < stretch.touched) {
            current.pack();
        }
        current = stretch;
        return stretch;
    }

    /** A started pass of joining continues until it is complete; all at once where it lags far behind. */
    private void makeRoom() {
        boolean full = joined > 0 || stretches.size() >= most;
        for (int pair = 0; pair < PAIRS && full || stretches.size() >= 2 * most; pair++) {
            full = joinNext();
        }
    }

    /** Joins the next pair, or ends the pass; whether more is to be joined. */
    private boolean joinNext() {
        Long next = stretches.ceilingKey(joined);
        if (next == null) {
            width *= 2;
            joined = 0;
        } else {
            joinUntil((next & -(2 * width)) + 2 * width);
        }
        return joined > 0 || stretches.size() >= most;
    }
}
