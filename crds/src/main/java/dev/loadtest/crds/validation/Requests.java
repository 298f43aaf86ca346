package dev.loadtest.crds.validation;

import dev.loadtest.crds.model.JourneySpec;
import dev.loadtest.crds.model.PhaseSpec;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Requests sent by phases. */
final class Requests {
    private Requests() {}

    /** Names of the requests that a phase sends, by themselves and as steps of its journeys. */
    static Set<String> of(PhaseSpec phase, Names names) {
        Set<String> requests = new LinkedHashSet<>(alone(phase));
        for (String journey : journeys(phase)) {
            JourneySpec spec = names.journeys().get(journey);
            for (JourneySpec.Step step : Each.list(spec == null ? null : spec.steps())) {
                if (step.request() != null) {
                    requests.add(step.request());
                }
            }
        }
        return requests;
    }

    /** Names of the requests that a phase sends by themselves. */
    static Set<String> alone(PhaseSpec phase) {
        return names(phase.request(), phase, PhaseSpec.Mix::request);
    }

    /** Names of a phase's journeys. */
    static Set<String> journeys(PhaseSpec phase) {
        return names(phase.journey(), phase, PhaseSpec.Mix::journey);
    }

    private static Set<String> names(
            @Nullable String own, PhaseSpec phase, Function<PhaseSpec.Mix, @Nullable String> ofEntry) {
        Set<String> names = new LinkedHashSet<>();
        if (own != null) {
            names.add(own);
        }
        for (PhaseSpec.Mix entry : Each.list(phase.mix())) {
            String name = ofEntry.apply(entry);
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    static boolean runsIn(PhaseSpec phase, String variant) {
        return phase.variants() == null || phase.variants().contains(variant);
    }
}
