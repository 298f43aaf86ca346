package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Shape;
import dev.loadtest.engine.plan.Tracking;
import dev.loadtest.engine.plan.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All random choices of unit k of a case: its mix entry, whether it is tracked, its values. A function of seed, case
 * id and k alone, so that any number of workers sends the same requests. Immutable, any thread.
 */
public final class CaseDraw {
    private final LoadPlan plan;
    private final Phase phase;
    private final Map<String, List<CapturedValue>> captured;
    private final Map<String, Binding> outer;
    private final long key;
    private final MixDraw mix;
    private final TrackedDraw tracked;
    private final List<Map<String, ValueDraw>> values;
    private final @Nullable JourneyDraw[] journeys;

    private CaseDraw(
            LoadPlan plan,
            Phase phase,
            Map<String, List<CapturedValue>> captured,
            Map<String, Binding> outer,
            long key,
            TrackedDraw tracked) {
        this.plan = plan;
        this.phase = phase;
        this.captured = captured;
        this.outer = outer;
        this.key = key;
        this.mix = MixDraw.of(phase.mix(), key);
        this.tracked = tracked;
        this.journeys = new @Nullable JourneyDraw[phase.mix().size()];
        List<Map<String, ValueDraw>> draws = new ArrayList<>();
        for (int entry = 0; entry < journeys.length; entry++) {
            switch (phase.mix().get(entry).unit()) {
                case Unit.OfRequest single ->
                    draws.add(JourneyDraw.draws(plan.request(single.name()).values(), plan, captured, key));
                case Unit.OfJourney of -> {
                    journeys[entry] = JourneyDraw.of(plan, plan.journey(of.name()), captured, outer, key);
                    draws.add(Map.of());
                }
            }
        }
        this.values = List.copyOf(draws);
    }

    /**
     * The draw of a case.
     *
     * @param captured values of the case's variant, by name, in order; frozen at the start of the phase
     */
    public static CaseDraw of(LoadPlan plan, Case item, Map<String, List<CapturedValue>> captured) {
        Phase phase = plan.phase(item.phase());
        long key = Shares.caseHash(plan, item);
        return new CaseDraw(plan, phase, Map.copyOf(captured), outer(plan, item), key, tracking(phase, key));
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

    public DrawnValues values(long k) {
        return new DrawnValues(values.get(entry(k)), outer, k);
    }

    /** The same for the case's warm-up: other draws, none tracked. */
    public CaseDraw warmup() {
        return new CaseDraw(plan, phase, captured, outer, Randomness.key(key, "warmup"), new TrackedDraw.Same(false));
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
