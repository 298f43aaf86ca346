package dev.loadtest.crds.validation;

import dev.loadtest.crds.model.HeaderSpec;
import dev.loadtest.crds.model.JourneySpec;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.PhaseSpec;
import dev.loadtest.crds.model.RequestSpec;
import dev.loadtest.crds.model.ValueSpec;
import dev.loadtest.crds.model.VariantSpec;
import dev.loadtest.engine.plan.Targets;
import dev.loadtest.engine.plan.syntax.Suggestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether every <code>${name}</code> is bound in every scope that sends it. One problem for each reference, naming the
 * first scope without it.
 */
final class BindingRules {
    private final LoadTestSpec spec;
    private final Names names;
    private final Problems problems;
    private final LostFields lost;
    private final RowNames rows;

    BindingRules(LoadTestSpec spec, Names names, RowNames rows, Problems problems) {
        this.spec = spec;
        this.names = names;
        this.rows = rows;
        this.problems = problems;
        this.lost = new LostFields(spec, problems);
    }

    void check() {
        Map<String, List<Scope>> byTarget = new HashMap<>();
        Each.of(spec.requests(), "spec.requests", (request, path) -> {
            List<Scope> scopes = scopes(request, path);
            String target = Objects.requireNonNullElse(request.target(), Targets.DEFAULT);
            byTarget.computeIfAbsent(target, any -> new ArrayList<>()).addAll(scopes);
            Use.in(request, path, problems).forEach(use -> check(use, scopes));
        });
        if (spec.target() != null) {
            check(spec.target().headers(), "spec.target", byTarget.getOrDefault(Targets.DEFAULT, List.of()));
        }
        Each.of(spec.targets(), "spec.targets", (target, path) -> {
            if (target.name() != null) {
                check(target.headers(), path, byTarget.getOrDefault(target.name(), List.of()));
            }
        });
    }

    /** Every request sends its target's headers. */
    private void check(@Nullable List<HeaderSpec> headers, String target, List<Scope> scopes) {
        Use.in(headers, target + ".headers", problems).forEach(use -> check(use, scopes));
    }

    /** Scopes in which a request is sent; for a request that no phase sends, the widest possible scope. */
    private List<Scope> scopes(RequestSpec request, String path) {
        List<Scope> scopes = new ArrayList<>();
        String name = request.name();
        for (PhaseSpec phase : names.phases().values()) {
            if (name != null && Requests.alone(phase).contains(name)) {
                scopes.add(new Scope(request, path, null, phase, variants(phase), rows));
            }
        }
        Each.of(spec.journeys(), "spec.journeys", (journey, at) -> scopes.addAll(scopes(request, path, journey, at)));
        if (scopes.isEmpty()) {
            scopes.add(anywhere(request, path, null));
        }
        return scopes;
    }

    /** Where a journey sends a request as one of its steps. */
    private List<Scope> scopes(RequestSpec request, String path, JourneySpec journey, String at) {
        List<Scope> scopes = new ArrayList<>();
        List<JourneySpec.Step> steps = Each.list(journey.steps());
        List<PhaseSpec> phases = names.phases().values().stream()
                .filter(phase ->
                        journey.name() != null && Requests.journeys(phase).contains(journey.name()))
                .toList();
        for (int i = 0; i < steps.size(); i++) {
            if (request.name() != null && request.name().equals(steps.get(i).request())) {
                StepScope step = StepScope.of(journey, at, i, names.requests());
                phases.forEach(phase -> scopes.add(new Scope(request, path, step, phase, variants(phase), rows)));
                if (phases.isEmpty()) {
                    scopes.add(anywhere(request, path, step));
                }
            }
        }
        return scopes;
    }

    private Scope anywhere(RequestSpec request, String path, @Nullable StepScope step) {
        return new Scope(
                request, path, step, null, new ArrayList<>(names.variants().values()), rows);
    }

    private List<@Nullable VariantSpec> variants(PhaseSpec phase) {
        List<@Nullable VariantSpec> variants = new ArrayList<>(names.variants().values().stream()
                .filter(variant -> Requests.runsIn(phase, variant.name()))
                .toList());
        return variants.isEmpty() ? Collections.singletonList(null) : variants;
    }

    private void check(Use use, List<Scope> scopes) {
        for (Scope scope : scopes) {
            String complaint = complaint(use, scope);
            if (!complaint.isEmpty()) {
                problems.add(use.path(), complaint);
                return;
            }
        }
    }

    private String complaint(Use use, Scope scope) {
        String unbound = lost.mayBind(use.name(), scope) ? "" : unbound(use, scope);
        return unbound.isEmpty() && use.place() == Use.Place.HEADER ? unsafe(use, scope) : unbound;
    }

    private String unbound(Use use, Scope scope) {
        String name = use.name();
        List<String> without = scope.variants().stream()
                .filter(variant -> !scope.binds(name, variant))
                .map(variant -> variant == null ? "" : variant.name())
                .toList();
        boolean nowhere =
                without.size() == scope.variants().size() && !scope.names().contains(name) && !scope.binds(name, null);
        if (nowhere) {
            return "nothing binds ${" + name + "}" + place(scope) + hint(use, scope);
        }
        if (!without.isEmpty() && scope.phase() != null) {
            return "${" + name + "} is not bound in variant \"" + without.getFirst() + "\"" + place(scope);
        }
        if (use.place() == Use.Place.FILE && !scope.bindsFile(name)) {
            return "${" + name + "} is not a file" + place(scope)
                    + "; bind it by forEach, or by the request's values as {file: SET}";
        }
        return "";
    }

    /** A line break in a header value would inject headers. */
    private String unsafe(Use use, Scope scope) {
        List<String> texts = new ArrayList<>();
        ValueSpec own = Each.map(scope.request().values()).get(use.name());
        if (own == null && scope.step() != null) {
            own = scope.step().value(use.name());
        }
        if (own != null) {
            texts.addAll(Each.list(own.oneOf()));
        } else {
            scope.variants().stream()
                    .filter(Objects::nonNull)
                    .map(variant -> Each.map(variant.values()).get(use.name()))
                    .filter(Objects::nonNull)
                    .forEach(texts::add);
        }
        return texts.stream()
                        .anyMatch(text -> text.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f || c > 0xff))
                ? "${" + use.name() + "} can be a text with a line break or another character that no header may hold"
                : "";
    }

    private static String place(Scope scope) {
        PhaseSpec phase = scope.phase();
        StepScope step = scope.step();
        return (step == null ? "" : " in journey \"" + step.journey().name() + "\"")
                + (phase == null ? "" : " in phase \"" + phase.name() + "\"");
    }

    private static String hint(Use use, Scope scope) {
        if (use.name().equals("file")) {
            return "; it is bound in phases with forEach, or by the request's values as {file: SET}";
        }
        StepScope step = scope.step();
        if (step != null && step.uncertain().containsKey(use.name())) {
            return "; " + step.uncertain().get(use.name())
                    + ": give the journey or the variants a value of that name, for journeys without it";
        }
        String suggestion = Suggestion.didYouMean(use.name(), scope.names());
        if (!suggestion.isEmpty()) {
            return suggestion;
        }
        String ofRow = RowHints.of(use.name(), scope);
        if (!ofRow.isEmpty()) {
            return ofRow;
        }
        return step == null
                ? "; bind it in the request's values or the variants', or write \"$${\" for a literal \"${\""
                : "; bind it in the values of the request, the journey or the variants, or let an earlier step capture it";
    }
}
