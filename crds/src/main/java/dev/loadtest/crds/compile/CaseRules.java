package dev.loadtest.crds.compile;

import dev.loadtest.crds.files.FileSource.Found;
import dev.loadtest.crds.manifest.Constraints;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.PhaseSpec;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Variant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether case ids are unique, the cases are not too many, and the selection selects any. */
final class CaseRules {
    static final int MAX_CASES = 100_000;

    private CaseRules() {}

    /** Counts before unfolding. */
    static List<Problem> checkNumber(LoadTestSpec spec, Map<String, Found> files) {
        long cases = 0;
        for (PhaseSpec phase : spec.phases()) {
            long items = phase.iterations() != null ? phase.iterations() : 1;
            if (phase.forEach() != null) {
                items = files.get(phase.forEach().files()).files().size();
            }
            long variants = phase.variants() != null
                    ? phase.variants().size()
                    : Math.max(1, spec.variants() == null ? 1 : spec.variants().size());
            cases += items * variants;
        }
        return cases <= MAX_CASES
                ? List.of()
                : List.of(new Problem("spec.phases", "make " + cases + " cases, more than " + MAX_CASES));
    }

    static List<Problem> check(LoadPlan plan, Overrides overrides, LoadTestSpec spec) {
        Optional<String> twice = twice(plan);
        if (twice.isPresent()) {
            return List.of(new Problem(
                    "spec.phases",
                    "two cases have the id " + Constraints.quoted(twice.get()) + "; rename a variant or a file"));
        }
        Cases cases = Cases.of(plan);
        return cases.isAnyChosen() ? List.of() : List.of(nothing(cases, overrides, spec));
    }

    /**
     * An id that two cases share. Names of phases, variants and files of a set are unique, and neither "iter5" nor a
     * phase's name is ambiguous. Two ids can be equal only if one variant's name is the other's, a "-" and the
     * beginning of a file name: {@code a} with {@code b-c.csv}, {@code a-b} with {@code c.csv}.
     */
    private static Optional<String> twice(LoadPlan plan) {
        for (Phase phase : plan.phases()) {
            if (phase.items() instanceof Phase.ForEachFile each) {
                Set<String> files = plan.fileSet(each.fileSet()).files().stream()
                        .map(FileRef::name)
                        .collect(Collectors.toSet());
                Optional<String> twice = plan.variants().stream()
                        .filter(variant -> phase.runsIn(variant.name()))
                        .flatMap(shorter -> plan.variants().stream()
                                .filter(longer -> phase.runsIn(longer.name()))
                                .filter(longer -> longer.name().startsWith(shorter.name() + "-"))
                                .flatMap(longer -> twice(phase, shorter, longer, files)))
                        .findFirst();
                if (twice.isPresent()) {
                    return twice;
                }
            }
        }
        return Optional.empty();
    }

    private static Stream<String> twice(Phase phase, Variant shorter, Variant longer, Set<String> files) {
        String between = longer.name().substring(shorter.name().length() + 1) + "-";
        return files.stream()
                .filter(file -> files.contains(between + file))
                .map(file -> Case.id(phase.name(), longer.name(), file));
    }

    private static Problem nothing(Cases cases, Overrides overrides, LoadTestSpec spec) {
        String all = "none of the " + cases.count() + " cases (list shows them)";
        String narrowed = overrides.phases().isEmpty() ? "" : " of phase " + String.join(", ", overrides.phases());
        String expression = overrides.select() != null ? overrides.select() : spec.select();
        if (expression == null) {
            return new Problem("--phase", "selects " + all);
        }
        return new Problem(
                overrides.select() != null ? "-k" : "spec.select",
                Constraints.quoted(expression) + narrowed + " selects " + all);
    }
}
