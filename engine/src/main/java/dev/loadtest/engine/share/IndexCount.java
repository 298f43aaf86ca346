package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts units of a case by mix entry and kind, and the planned requests of each step of their journeys. Identical units are
 * counted in closed form; with a single mix entry and a number of tracked units, each stratum is drawn once; otherwise,
 * and for journeys with steps by chance, each unit is drawn. A day of a dense rate takes seconds to draw, so the work is
 * divided into steps between which the loop does other work. Confined to one thread.
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
    /** Null to count each unit. */
    private final @Nullable Filter filter;

    private final long[] all;
    private final long[] tracked;
    /** By entry, where its journeys have steps by chance. */
    private final @Nullable StepCount[] steps;

    private final boolean conditional;
    /** The next index, or the next stratum. */
    private long next;

    private boolean done;

    /** Selects units; asked once for each, in rising order. */
    @FunctionalInterface
    public interface Filter {
        boolean counts(int entry, long k);
    }

    /** Receives a positive number of requests. */
    @FunctionalInterface
    public interface Visitor {
        void count(int entry, Kind kind, long requests);
    }

    /** Receives a number of requests above 0 that a step of an entry's journeys plans. */
    @FunctionalInterface
    public interface StepVisitor {
        void count(int entry, int step, Kind kind, long requests);
    }

    /** In how many journeys each step of one entry happens. */
    private record StepCount(JourneyDraw journey, long[] all, long[] tracked) {
        static StepCount of(JourneyDraw journey) {
            int size = journey.journey().steps().size();
            return new StepCount(journey, new long[size], new long[size]);
        }

        void add(long k, boolean isTracked) {
            for (int step = 0; step < all.length; step++) {
                int times = journey.times(k, step);
                all[step] += times;
                tracked[step] += isTracked ? times : 0;
            }
        }
    }

    private IndexCount(CaseDraw draw, Indices indices, @Nullable Filter filter) {
        this.draw = draw;
        this.indices = indices;
        this.filter = filter;
        this.all = new long[draw.entries()];
        this.tracked = new long[draw.entries()];
        this.steps = new @Nullable StepCount[draw.entries()];
        boolean anyConditional = false;
        for (int entry = 0; entry < steps.length; entry++) {
            JourneyDraw journey = draw.journey(entry);
            if (journey != null && journey.byChance()) {
                steps[entry] = StepCount.of(journey);
                anyConditional = true;
            }
        }
        this.conditional = anyConditional;
        this.next = indices.from();
        this.done = indices.size() == 0;
        if (isUniform()) {
            all[0] = indices.size();
        }
        if (!done && isUniform()) {
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
        return new IndexCount(draw, indices, null);
    }

    /** The same of those that a filter selects; null selects all. */
    public static IndexCount of(CaseDraw draw, Indices indices, @Nullable Filter filter) {
        return new IndexCount(draw, indices, filter);
    }

    /** Counts for a fraction of a millisecond; true once complete. */
    public boolean step() {
        if (!done) {
            done = isUniform() && draw.tracking() instanceof TrackedDraw.Stratified strata
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

    /** Whether units differ in nothing but their kind. */
    private boolean isUniform() {
        return all.length == 1 && !conditional && filter == null;
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
            int entry = draw.entry(next);
            if (filter == null || filter.counts(entry, next)) {
                count(entry);
            }
            next += indices.step();
        }
        return next >= indices.to();
    }

    private void count(int entry) {
        // Counted at once if all are alike.
        all[entry] += isUniform() ? 0 : 1;
        boolean isTracked = draw.tracked(next);
        tracked[entry] += isTracked ? 1 : 0;
        StepCount ofEntry = steps[entry];
        if (ofEntry != null) {
            ofEntry.add(next, isTracked);
        }
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

    /**
     * Visits the requests that the counted journeys plan, by entry and step; none for entries that are requests.
     *
     * @throws IllegalStateException before all are counted
     */
    public void forEachStep(StepVisitor visitor) {
        forEach((entry, kind, units) -> {
            JourneyDraw journey = draw.journey(entry);
            if (journey == null) {
                return;
            }
            List<Journey.Step> planned = journey.journey().steps();
            for (int step = 0; step < planned.size(); step++) {
                long requests =
                        requests(entry, step, kind, units * planned.get(step).times());
                if (requests > 0) {
                    visitor.count(entry, step, kind, requests);
                }
            }
        });
    }

    private long requests(int entry, int step, Kind kind, long unconditional) {
        StepCount counted = steps[entry];
        if (counted == null) {
            return unconditional;
        }
        return kind == Kind.TRACKED ? counted.tracked()[step] : counted.all()[step] - counted.tracked()[step];
    }
}
