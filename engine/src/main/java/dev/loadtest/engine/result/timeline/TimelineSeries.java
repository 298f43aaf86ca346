package dev.loadtest.engine.result.timeline;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.Journey;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run's timeline shows separately: each request of each phase, and each journey. Of a phase with many requests,
 * the last ones share a series. A pure function of the plan, so that all workers number them alike. Immutable.
 */
public final class TimelineSeries {
    /** Request of a series that several requests share; no request has this name. */
    public static final String OTHERS = "(others)";

    /** Request of a series that several phases share, too. */
    private static final Key REST = new Key("", OTHERS, "");

    /** Series of a single request or journey. */
    private static final int SINGLE = 64;

    /** Series of the other requests of a phase. */
    private static final int SHARED = 32;

    static final int MAX_SERIES = SINGLE + SHARED + 1;

    private final List<Key> keys;
    private final Map<Key, Integer> numbers = new HashMap<>();

    /**
     * What a series counts.
     *
     * @param phase empty for several
     * @param request empty for a journey
     * @param journey empty for a request
     */
    public record Key(String phase, String request, String journey) {}

    private TimelineSeries(List<Key> keys) {
        this.keys = List.copyOf(keys);
        for (int i = 0; i < keys.size(); i++) {
            numbers.put(keys.get(i), i);
        }
    }

    /** The series of a plan's selected phases. */
    public static TimelineSeries of(LoadPlan plan) {
        Set<String> selected = new HashSet<>();
        Cases.of(plan).selected().stream().map(Case::phase).forEach(selected::add);
        Set<Key> all = new LinkedHashSet<>();
        plan.phases().stream()
                .filter(phase -> selected.contains(phase.name()))
                .forEach(phase -> addKeys(plan, phase, all));
        return of(List.copyOf(all));
    }

    /** The series of these keys, in this order; of many, the last ones share some. */
    public static TimelineSeries of(List<Key> wanted) {
        if (wanted.size() <= SINGLE) {
            return new TimelineSeries(wanted);
        }
        Set<Key> kept = new LinkedHashSet<>(wanted.subList(0, SINGLE));
        List<Key> shared = wanted.subList(SINGLE, wanted.size()).stream()
                .map(key -> new Key(key.phase(), OTHERS, ""))
                .distinct()
                .toList();
        kept.addAll(shared.subList(0, Math.min(SHARED, shared.size())));
        if (shared.size() > SHARED) {
            kept.add(REST);
        }
        return new TimelineSeries(new ArrayList<>(kept));
    }

    private static void addKeys(LoadPlan plan, Phase phase, Set<Key> keys) {
        for (Phase.MixEntry entry : phase.mix()) {
            switch (entry.unit()) {
                case Unit.OfRequest single -> keys.add(new Key(phase.name(), single.name(), ""));
                case Unit.OfJourney journey -> {
                    keys.add(new Key(phase.name(), "", journey.name()));
                    for (Journey.Step step : plan.journey(journey.name()).steps()) {
                        keys.add(new Key(phase.name(), step.request(), ""));
                    }
                }
            }
        }
    }

    /** By number. */
    public List<Key> keys() {
        return keys;
    }

    /** Whether several requests share a series. */
    public boolean isShared() {
        return keys.stream().anyMatch(key -> key.request().equals(OTHERS));
    }

    /** The number of a request's series; {@link Timeline#NO_SERIES} for a phase that is not selected. */
    public int ofRequest(String phase, String request) {
        Integer own = numbers.get(new Key(phase, request, ""));
        if (own != null) {
            return own;
        }
        Integer shared = numbers.get(new Key(phase, OTHERS, ""));
        return shared != null ? shared : numbers.getOrDefault(REST, Timeline.NO_SERIES);
    }

    /** The number of a journey's series; {@link Timeline#NO_SERIES} if it is not shown. */
    public int ofJourney(String phase, String journey) {
        return numbers.getOrDefault(new Key(phase, "", journey), Timeline.NO_SERIES);
    }
}
