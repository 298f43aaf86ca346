package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.plan.Unit;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.rows.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All random choices of unit k of a case: its mix entry, whether it is tracked, its values. A function of seed, case
 * id and k alone, so that any number of workers sends the same requests. Immutable; any thread, unless it reads rows.
 */
public final class CaseDraw {
    /** The notSent reason of units that find no row. */
    public static final String NO_ROW = "rows";

    private final Case item;
    private final Phase phase;
    private final DrawSources from;
    private final Map<String, Binding> outer;
    private final long key;
    private final MixDraw mix;
    private final TrackedDraw tracked;
    private final List<Map<String, ValueDraw>> values;
    private final @Nullable JourneyDraw[] journeys;
    /** By entry: the fewest rows of which each is taken once. */
    private final long[] onceRows;

    private final boolean anyOnce;
    private final boolean anySensitive;

    private CaseDraw(Case item, DrawSources from, Map<String, Binding> outer, long key, TrackedDraw tracked) {
        LoadPlan plan = from.plan();
        this.item = item;
        this.phase = plan.phase(item.phase());
        this.from = from;
        this.outer = outer;
        this.key = key;
        this.mix = MixDraw.of(phase.mix(), key);
        this.tracked = tracked;
        this.journeys = new @Nullable JourneyDraw[phase.mix().size()];
        List<Map<String, ValueDraw>> draws = new ArrayList<>();
        for (int entry = 0; entry < journeys.length; entry++) {
            switch (phase.mix().get(entry).unit()) {
                case Unit.OfRequest single ->
                    draws.add(JourneyDraw.draws(plan.request(single.name()).values(), from, key));
                case Unit.OfJourney of -> {
                    journeys[entry] = JourneyDraw.of(from, plan.journey(of.name()), outer, key);
                    draws.add(Map.of());
                }
            }
        }
        this.values = List.copyOf(draws);
        this.onceRows = new long[journeys.length];
        for (int entry = 0; entry < journeys.length; entry++) {
            JourneyDraw journey = journeys[entry];
            onceRows[entry] = onceRows(journey == null ? values.get(entry).values().stream() : journey.draws());
        }
        this.anySensitive =
                values.stream().flatMap(entry -> entry.values().stream()).anyMatch(ValueDraw::isSensitive);
        this.anyOnce = Arrays.stream(onceRows).anyMatch(rows -> rows < Long.MAX_VALUE);
    }

    private static long onceRows(Stream<ValueDraw> draws) {
        return draws.filter(ValueDraw.Row.class::isInstance)
                .map(ValueDraw.Row.class::cast)
                .filter(row -> row.of().pick() == ValueSource.Pick.ONCE)
                .mapToLong(ValueDraw.Row::count)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /**
     * The draw of a case.
     *
     * @param captured values of the case's variant, by name, in order; frozen at the start of the phase
     */
    public static CaseDraw of(LoadPlan plan, Case item, Map<String, List<CapturedValue>> captured) {
        return of(plan, item, captured, Rows.NONE);
    }

    /**
     * The same with rows, confined to their thread.
     *
     * @param rows read when a value is asked for
     */
    public static CaseDraw of(LoadPlan plan, Case item, Map<String, List<CapturedValue>> captured, Rows rows) {
        long key = Shares.caseHash(plan, item);
        DrawSources from = new DrawSources(plan, captured, rows, RowOrder.of(plan, item));
        return new CaseDraw(item, from, outer(plan, item), key, tracking(plan.phase(item.phase()), key));
    }

    /** Key of the case's draws; see {@link Shares#caseHash}. */
    public long key() {
        return key;
    }

    /** Position of request k's entry in the phase's mix, drawn by weight. */
    public int entry(long k) {
        return mix.entry(k);
    }

    /** The draw of this mix entry's journeys; null for an entry that is a request. */
    public @Nullable JourneyDraw journey(int entry) {
        return journeys[entry];
    }

    /** Whether requests of this mix entry are identical: they draw no values. */
    public boolean alike(int entry) {
        return values.get(entry).isEmpty();
    }

    /**
     * Whether request k is tracked. Always true in an until, whose earlier tries are unscored; never in a warm-up, nor
     * for timed users with a number of tracked requests (see {@link TrackTokens}).
     */
    public boolean tracked(long k) {
        return tracked.tracked(k);
    }

    /** Number of entries of the phase's mix. */
    int entries() {
        return phase.mix().size();
    }

    TrackedDraw tracking() {
        return tracked;
    }

    /** The first {@link #tracked} one of some requests; their end if there is none. */
    public long nextTracked(Indices indices) {
        return tracked.next(indices);
    }

    /** Whether any request of the case is tracked, as far as {@link #tracked} decides. */
    public boolean anyTracked() {
        return tracked.any();
    }

    /** Whether unit k finds no row, because each is taken once and all are. */
    public boolean lacksRow(long k) {
        return anyOnce && from.order().at(k) >= onceRows[entry(k)];
    }

    /** Texts of unit k's sensitive rows that the run's mask does not know; of a request, not a journey. */
    public Set<String> secrets(long k) {
        return anySensitive ? values(k).secrets() : Set.of();
    }

    public DrawnValues values(long k) {
        return new DrawnValues(values.get(entry(k)), outer, k);
    }

    /** The same for the case's warm-up: other draws, none tracked. */
    public CaseDraw warmup() {
        DrawSources own = from.with(RowOrder.warmup(from.plan(), item));
        return new CaseDraw(item, own, outer, Randomness.key(key, "warmup"), new TrackedDraw.Same(false));
    }

    private static TrackedDraw tracking(Phase phase, long key) {
        return switch (phase.shape()) {
            case Shape.Until until -> new TrackedDraw.Same(true);
            case Shape.TimedUsers users ->
                phase.tracking() instanceof Tracking.Count
                        ? new TrackedDraw.Same(false)
                        : TrackedDraw.of(phase.tracking(), Long.MAX_VALUE, key);
            case Shape.Burst burst -> TrackedDraw.of(phase.tracking(), burst.requests(), key);
            case Shape.CountedUsers users -> TrackedDraw.of(phase.tracking(), users.requests(), key);
            case Shape.Rate rate ->
                TrackedDraw.of(phase.tracking(), RateSchedule.of(rate).total(), key);
        };
    }

    /** The names that a case and its variant bind. */
    public static Set<String> bound(LoadPlan plan, Case item) {
        return outer(plan, item).keySet();
    }

    /** Bindings of case and variant, equal for every request. */
    private static Map<String, Binding> outer(LoadPlan plan, Case item) {
        Map<String, Binding> outer = new HashMap<>();
        plan.variant(item.variant()).values().forEach((name, text) -> outer.put(name, Binding.of(text)));
        outer.put("variant", Binding.of(item.variant()));
        outer.put("iteration", Binding.of(Integer.toString(item.iteration())));
        FileRef file = item.file();
        if (file != null) {
            outer.put("file", Binding.of(file));
        }
        return Map.copyOf(outer);
    }
}
