package dev.loadtest.crds.validation;

import dev.loadtest.crds.manifest.Constraints;
import dev.loadtest.crds.model.CaptureSpec;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.PhaseSpec;
import dev.loadtest.crds.model.RequestSpec;
import dev.loadtest.crds.model.ValueSpec;
import dev.loadtest.engine.plan.syntax.Suggestion;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a phase that draws captured values needs, directly or not, a phase that captures them in the same variant.
 */
final class CaptureRules {
    private final LoadTestSpec spec;
    private final Names names;
    private final Problems problems;
    private final LostFields lost;
    private final Map<String, Set<String>> captured = new LinkedHashMap<>();

    CaptureRules(LoadTestSpec spec, Names names, Problems problems) {
        this.spec = spec;
        this.names = names;
        this.problems = problems;
        this.lost = new LostFields(spec, problems);
        for (RequestSpec request : Each.list(spec.requests())) {
            for (CaptureSpec capture : Each.list(request.capture())) {
                captured.computeIfAbsent(String.valueOf(capture.name()), key -> new LinkedHashSet<>())
                        .add(String.valueOf(request.name()));
            }
        }
    }

    void check() {
        Each.of(
                spec.requests(),
                "spec.requests",
                (request, path) -> check(request.values(), path, phase -> Requests.of(phase, names)
                        .contains(String.valueOf(request.name()))));
        Each.of(
                spec.journeys(),
                "spec.journeys",
                (journey, path) -> check(journey.values(), path, phase -> Requests.journeys(phase)
                        .contains(String.valueOf(journey.name()))));
    }

    /** @param draws whether a phase draws the values */
    private void check(@Nullable Map<String, ValueSpec> values, String path, Predicate<PhaseSpec> draws) {
        Each.of(values, path + ".values", (value, at) -> {
            if (value.captured() != null) {
                check(draws, value.captured(), at + ".captured");
            }
        });
    }

    private void check(Predicate<PhaseSpec> draws, String name, String path) {
        if (!captured.containsKey(name)) {
            if (!lost.mayCapture()) {
                problems.add(
                        path,
                        "no request captures " + Constraints.quoted(name)
                                + Suggestion.didYouMean(name, captured.keySet()));
            }
            return;
        }
        if (lost.mayCapture() || lost.mayNeed()) {
            return;
        }
        for (PhaseSpec phase : names.phases().values()) {
            if (!draws.test(phase)) {
                continue;
            }
            List<String> variants = variants(phase);
            List<String> hungry = variants.stream()
                    .filter(variant -> !isFed(phase, variant, name))
                    .toList();
            if (!hungry.isEmpty()) {
                String where = hungry.size() < variants.size() ? " in variant \"" + hungry.getFirst() + "\"" : "";
                problems.add(
                        path,
                        "phase \"" + phase.name() + "\" needs no phase that captures " + Constraints.quoted(name)
                                + where + advice(phase, name));
                return;
            }
        }
    }

    private List<String> variants(PhaseSpec phase) {
        return names.variants().isEmpty()
                ? List.of("")
                : names.variants().keySet().stream()
                        .filter(variant -> Requests.runsIn(phase, variant))
                        .toList();
    }

    /** Whether a needed phase, direct or not, runs in the variant and captures the name. */
    private boolean isFed(PhaseSpec phase, String variant, String name) {
        return isFed(phase, variant, name, new LinkedHashSet<>());
    }

    private boolean isFed(PhaseSpec phase, String variant, String name, Set<String> seen) {
        for (String need : Each.list(phase.needs())) {
            PhaseSpec needed = names.phases().get(need);
            if (needed == null || !seen.add(need) || !Requests.runsIn(needed, variant)) {
                continue;
            }
            if (captures(needed, name) || isFed(needed, variant, name, seen)) {
                return true;
            }
        }
        return false;
    }

    private boolean captures(PhaseSpec phase, String name) {
        Set<String> requests = captured.getOrDefault(name, Set.of());
        boolean tracksNone =
                phase.burst() != null && Long.valueOf(0).equals(phase.burst().tracked());
        return !tracksNone && Requests.of(phase, names).stream().anyMatch(requests::contains);
    }

    private String advice(PhaseSpec drawing, String name) {
        for (PhaseSpec phase : names.phases().values()) {
            if (phase == drawing) {
                break;
            }
            if (captures(phase, name)) {
                return "; \"" + phase.name() + "\" does"
                        + (GroupRules.areBeside(drawing, phase)
                                ? ", but is of the same group, whose phases begin together: it has to stand before the group"
                                : ": add it to needs");
            }
        }
        return ", and no earlier phase does, by tracked requests";
    }
}
