package dev.loadtest.engine.run;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Unit;
import dev.loadtest.engine.share.CaseDraw;
import dev.loadtest.engine.share.JourneyDraw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a share sends, each with its own books: first the entries of its mix that are requests, then the steps of the entries
 * that are journeys. Confined to the loop.
 */
final class Slots {
    /** By slot. */
    final MixRequest[] requests;
    /** By slot: how reasons of failures name it. */
    final String[] labels;
    /** By entry of the mix: its slot, or that of the first of its steps. */
    final int[] ofEntry;
    /** By entry of the mix; null for a request. */
    final @Nullable JourneyPlan[] journeys;
    /** The first slot that is a step; the number of slots where there is none. */
    final int steps;

    private Slots(
            List<MixRequest> requests,
            List<String> labels,
            int[] ofEntry,
            @Nullable JourneyPlan[] journeys,
            int steps) {
        this.requests = requests.toArray(MixRequest[]::new);
        this.labels = labels.toArray(String[]::new);
        this.ofEntry = ofEntry;
        this.journeys = journeys;
        this.steps = steps;
    }

    static Slots of(WorkerEngine engine, Case item, Phase phase, CaseDraw draw) {
        int entries = phase.mix().size();
        int[] ofEntry = new int[entries];
        List<MixRequest> requests = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int entry = 0; entry < entries; entry++) {
            if (phase.mix().get(entry).unit() instanceof Unit.OfRequest single) {
                ofEntry[entry] = requests.size();
                requests.add(engine.requests().of(item.variant(), single.name(), draw.alike(entry)));
                labels.add(single.name());
            }
        }
        int firstStep = requests.size();
        @Nullable JourneyPlan[] journeys = new @Nullable JourneyPlan[entries];
        Set<String> bound = CaseDraw.bound(engine.plan(), item);
        for (int entry = 0; entry < entries; entry++) {
            JourneyDraw journey = draw.journey(entry);
            if (journey != null) {
                ofEntry[entry] = requests.size();
                JourneyPlan plan = JourneyPlan.of(engine, item.variant(), journey.journey(), requests.size(), bound);
                journeys[entry] = plan;
                plan.steps.forEach(step -> {
                    requests.add(step.request());
                    labels.add(plan.name + ": " + step.of().request());
                });
            }
        }
        return new Slots(requests, labels, ofEntry, journeys, firstStep);
    }

    /** The route of an entry of the mix: of a journey, that of its first step. */
    Route route(int entry) {
        return requests[ofEntry[entry]].route;
    }

    /** A number of each entry's route, by entry of the mix. */
    long[] ofRoutes(ToLongFunction<Route> number) {
        return Arrays.stream(ofEntry)
                .mapToLong(slot -> number.applyAsLong(requests[slot].route))
                .toArray();
    }

    /** The routes of all entries of the mix, each once. */
    List<Route> routes() {
        return Arrays.stream(ofEntry)
                .mapToObj(slot -> requests[slot].route)
                .distinct()
                .toList();
    }

    boolean haveSteps() {
        return steps < requests.length;
    }

    /** How many requests a unit sends at most. */
    long sendingsOfUnit() {
        long most = 1;
        for (JourneyPlan journey : journeys) {
            most = journey == null ? most : Math.max(most, journey.sendings());
        }
        return most;
    }
}
