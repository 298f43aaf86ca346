package dev.loadtest.crds.compile;

import dev.loadtest.crds.manifest.Constraints;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.PhaseSpec;
import dev.loadtest.crds.model.VariantSpec;
import dev.loadtest.crds.syntax.TargetUrl;
import dev.loadtest.engine.plan.Targets;
import dev.loadtest.engine.plan.syntax.SelectExpression;
import dev.loadtest.engine.plan.syntax.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Validates command-line overrides; problem paths are option names. */
final class OverrideRules {
    static final long MAX_SEED = 1L << 53;
    private static final int MAX_WORKERS = 1000;

    private OverrideRules() {}

    static List<Problem> check(Overrides overrides, LoadTestSpec spec) {
        List<Problem> problems = new ArrayList<>();
        String target = overrides.target();
        if (target != null) {
            attempt("--target", () -> TargetUrl.parse(target), problems);
            checkVariants(spec, problems);
        }
        String select = overrides.select();
        if (select != null) {
            attempt("-k", () -> SelectExpression.parse(select), problems);
        }
        Long seed = overrides.seed();
        if (seed != null && (seed < 0 || seed > MAX_SEED)) {
            problems.add(new Problem("--seed", seed + " is not in 0 to " + MAX_SEED));
        }
        Integer workers = overrides.workers();
        if (workers != null && (workers < 1 || workers > MAX_WORKERS)) {
            problems.add(new Problem("--workers", workers + " is not in 1 to " + MAX_WORKERS));
        }
        checkPhases(overrides, spec, problems);
        return problems;
    }

    /** A run that is aimed elsewhere must not go on aiming at what a variant names. */
    private static void checkVariants(LoadTestSpec spec, List<Problem> problems) {
        List<VariantSpec> variants = spec.variants() == null ? List.of() : spec.variants();
        for (int i = 0; i < variants.size(); i++) {
            VariantSpec variant = variants.get(i);
            if (variant != null
                    && variant.targets() != null
                    && variant.targets().containsKey(Targets.DEFAULT)) {
                problems.add(new Problem(
                        "--target",
                        "variant " + Constraints.quoted(String.valueOf(variant.name()))
                                + " aims elsewhere by itself; use --set spec.target.url=URL and --set spec.variants["
                                + i + "].targets.default=URL"));
            }
        }
    }

    private static void checkPhases(Overrides overrides, LoadTestSpec spec, List<Problem> problems) {
        List<String> names = spec.phases() == null
                ? List.of()
                : spec.phases().stream()
                        .map(PhaseSpec::name)
                        .filter(Objects::nonNull)
                        .toList();
        for (String phase : overrides.phases()) {
            if (!names.contains(phase)) {
                problems.add(new Problem(
                        "--phase",
                        "no phase is named " + Constraints.quoted(phase) + Suggestion.didYouMean(phase, names)));
            }
        }
    }

    private static void attempt(String option, Runnable reading, List<Problem> problems) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(option, String.valueOf(e.getMessage())));
        }
    }
}
