package dev.loadtest.crds.validation;

import dev.loadtest.crds.model.PhaseSpec;
import java.util.LinkedHashSet;
import java.util.Set;

/** Requests sent by phases. */
final class Requests {
    private Requests() {}

    /** Names of a phase's requests. */
    static Set<String> of(PhaseSpec phase) {
        Set<String> names = new LinkedHashSet<>();
        if (phase.request() != null) {
            names.add(phase.request());
        }
        for (PhaseSpec.Mix entry : Each.list(phase.mix())) {
            if (entry.request() != null) {
                names.add(entry.request());
            }
        }
        return names;
    }

    static boolean runsIn(PhaseSpec phase, String variant) {
        return phase.variants() == null || phase.variants().contains(variant);
    }
}
