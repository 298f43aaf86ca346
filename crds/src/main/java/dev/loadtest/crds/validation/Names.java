package dev.loadtest.crds.validation;

import dev.loadtest.crds.manifest.Constraints;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.crds.model.JourneySpec;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.NamedTargetSpec;
import dev.loadtest.crds.model.PhaseSpec;
import dev.loadtest.crds.model.RequestSpec;
import dev.loadtest.crds.model.VariantSpec;
import dev.loadtest.engine.plan.Targets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Named objects of a manifest, in order; of duplicates, the first. */
record Names(
        Map<String, VariantSpec> variants,
        Map<String, FileSetSpec> files,
        Map<String, RequestSpec> requests,
        Map<String, JourneySpec> journeys,
        Map<String, PhaseSpec> phases,
        Map<String, NamedTargetSpec> targets) {

    static Names of(LoadTestSpec spec, Problems problems) {
        return new Names(
                index(spec.variants(), VariantSpec::name, "variant", "spec.variants", problems),
                index(spec.files(), FileSetSpec::name, "file set", "spec.files", problems),
                index(spec.requests(), RequestSpec::name, "request", "spec.requests", problems),
                index(spec.journeys(), JourneySpec::name, "journey", "spec.journeys", problems),
                index(spec.phases(), PhaseSpec::name, "phase", "spec.phases", problems),
                index(spec.targets(), NamedTargetSpec::name, "target", "spec.targets", problems));
    }

    /** The names of all targets, that of spec.target too. */
    Set<String> targetNames() {
        Set<String> all = new LinkedHashSet<>(List.of(Targets.DEFAULT));
        all.addAll(targets.keySet());
        return all;
    }

    private static <T> Map<String, T> index(
            @Nullable List<T> items, Function<T, @Nullable String> name, String kind, String path, Problems problems) {
        Map<String, T> byName = new LinkedHashMap<>();
        Each.of(items, path, (item, at) -> {
            String given = name.apply(item);
            if (given != null && byName.putIfAbsent(given, item) != null) {
                problems.add(at + ".name", "another " + kind + " is already named " + Constraints.quoted(given));
            }
        });
        return byName;
    }
}
