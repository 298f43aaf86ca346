package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Kind;

/**
 * Counts requests of a case by mix entry and kind. Identical requests are counted in closed form; with a single mix
 * entry and a number of tracked requests, each stratum is drawn once; otherwise each request is drawn. A day of a dense
 * rate takes seconds to draw, so the work is divided into steps between which the loop does other work. Confined to one
 * thread.
 *
 * <pre>{@code
 * void count(IndexCount count) {
 *     if (count.step()) {
 *         count.forEach((entry, kind, n) -> …);
 *     } else {
 *         loop.at(loop.nanos(), () -> count(count));
 *     }
 * }
 * }</pre>
 */
public final class IndexCount {
    /** Draws in one step: some 100 µs. */
    private static final int DRAWS = 4_096;

    private final CaseDraw draw;
    private final Indices indices;
    private final long[] all;
    private final long[] tracked;
    /** The next index, or the next stratum. */
    private long next;

    private boolean done;

    /** Receives a positive number of requests. */
    @FunctionalInterface
    public interface Visitor {
        void count(int entry, Kind kind, long requests);
    }

    private IndexCount(CaseDraw draw, Indices indices) {
        this.draw = draw;
        this.indices = indices;
        this.all = new long[draw.entries()];
        this.tracked = new long[draw.entries()];
        this.next = indices.from();
        this.done = indices.size() == 0;
        if (draw.entries() == 1) {
            all[0] = indices.size();
        }
        if (!done && draw.entries() == 1) {
            switch (draw.tracking()) {
                case TrackedDraw.Same same -> {
                    tracked[0] = same.answer() ? indices.size() : 0;
                    done = true;
                }
                case TrackedDraw.Stratified strata -> next = strata.stratum(indices.from());
                case TrackedDraw.Chance chance -> {}
            }
        }
    }

    /** Counts nothing before the first step, unless the requests are identical. */
    public static IndexCount of(CaseDraw draw, Indices indices) {
        return new IndexCount(draw, indices);
    }

    /** Counts for a fraction of a millisecond; true once complete. */
    public boolean step() {
        if (!done) {
            done = draw.entries() == 1 && draw.tracking() instanceof TrackedDraw.Stratified strata
                    ? stepByStratum(strata)
                    : stepByIndex();
        }
        return done;
    }

    /** Counts to the end at once, for few requests. */
    public IndexCount toEnd() {
        while (!step()) {}
        return this;
    }

    private boolean stepByStratum(TrackedDraw.Stratified strata) {
        long last = strata.stratum(indices.last());
        long end = Math.min(last + 1, next + DRAWS);
        for (; next < end; next++) {
            tracked[0] += indices.contains(strata.drawn(next)) ? 1 : 0;
        }
        return next > last;
    }

    private boolean stepByIndex() {
        for (int i = 0; i < DRAWS && next < indices.to(); i++) {
            int entry = 0;
            if (all.length > 1) {
                entry = draw.entry(next);
                all[entry]++;
            }
            tracked[entry] += draw.tracked(next) ? 1 : 0;
            next += indices.step();
        }
        return next >= indices.to();
    }

    /**
     * Visits the counts, by entry.
     *
     * @throws IllegalStateException before counting is complete
     */
    public void forEach(Visitor visitor) {
        if (!done) {
            throw new IllegalStateException("not all are counted yet");
        }
        for (int entry = 0; entry < all.length; entry++) {
            if (tracked[entry] > 0) {
                visitor.count(entry, Kind.TRACKED, tracked[entry]);
            }
            if (all[entry] > tracked[entry]) {
                visitor.count(entry, Kind.FIRE_AND_FORGET, all[entry] - tracked[entry]);
            }
        }
    }
}
