package dev.loadtest.crds.compile;

import dev.loadtest.crds.files.FileSource.Found;
import dev.loadtest.crds.manifest.Constraints;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.PhaseSpec;
import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.LoadPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the cases that a manifest unfolds into can be told apart, are not too many, and any is selected. */
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
        Cases cases = Cases.of(plan);
        Set<String> ids = new HashSet<>();
        for (Case item : cases.all()) {
            if (!ids.add(item.id())) {
                return List.of(new Problem(
                        "spec.phases",
                        "two cases have the id " + Constraints.quoted(item.id()) + "; rename a variant or a file"));
            }
        }
        return cases.chosen().isEmpty() ? List.of(nothing(cases, overrides, spec)) : List.of();
    }

    private static Problem nothing(Cases cases, Overrides overrides, LoadTestSpec spec) {
        String all = "none of the " + cases.all().size() + " cases (list shows them)";
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
