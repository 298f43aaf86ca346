package dev.loadtest.crds.validation;

import dev.loadtest.crds.model.PhaseSpec;
import dev.loadtest.crds.syntax.FailureLimits;
import dev.loadtest.engine.plan.syntax.Durations;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules for a phase and its position among the others. */
final class PhaseRules {
    private final Names names;
    private final Problems problems;
    private final Set<String> earlier = new LinkedHashSet<>();

    PhaseRules(Names names, Problems problems) {
        this.names = names;
        this.problems = problems;
    }

    /** Checks a phase; call in the order of the phases. */
    void check(PhaseSpec phase, String path) {
        checkNeeds(phase, path);
        Each.of(
                phase.variants(),
                path + ".variants",
                (variant, at) -> problems.knows(variant, names.variants().keySet(), "variant", at));
        checkItems(phase, path);
        checkRequests(phase, path);
        Optional<Duration> shape = new ShapeRules(problems).check(phase, path);
        if (phase.maxFailures() != null) {
            problems.attempt(path + ".maxFailures", () -> FailureLimits.parse(phase.maxFailures()));
        }
        Duration timeout = problems.positive(phase.timeout(), path + ".timeout");
        if (timeout != null && shape.isPresent() && timeout.compareTo(shape.get()) < 0) {
            problems.add(
                    path + ".timeout",
                    "is shorter than the " + Durations.format(shape.get())
                            + " that the phase itself takes: every case would fail");
        }
        problems.positive(phase.maxLateness(), path + ".maxLateness");
        if (phase.name() != null) {
            earlier.add(phase.name());
        }
    }

    private void checkNeeds(PhaseSpec phase, String path) {
        Each.of(phase.needs(), path + ".needs", (need, at) -> {
            if (need.equals(phase.name())) {
                problems.add(at, "a phase cannot need itself");
            } else if (names.phases().containsKey(need) && !earlier.contains(need)) {
                problems.add(at, "\"" + need + "\" comes later; a phase can only need earlier ones");
            } else if (GroupRules.areBeside(phase, names.phases().get(need))) {
                problems.add(
                        at,
                        "\"" + need + "\" is of the same group, whose phases begin together;"
                                + " a phase of a group can only need phases before it");
            } else {
                problems.knows(need, names.phases().keySet(), "phase", at);
            }
        });
    }

    private void checkItems(PhaseSpec phase, String path) {
        if (phase.forEach() != null && phase.iterations() != null) {
            problems.add(path, "has forEach and iterations; a phase has at most one of them");
        }
        if (phase.parallelCases() != null && phase.forEach() == null && !problems.lost(path, "forEach")) {
            problems.add(
                    path + ".parallelCases",
                    phase.iterations() == null
                            ? "goes with forEach; this phase has one case per variant"
                            : "goes with forEach; iterations run one after the other");
        }
        if (phase.forEach() != null) {
            problems.knows(phase.forEach().files(), names.files().keySet(), "file set", path + ".forEach.files");
        }
    }

    private void checkRequests(PhaseSpec phase, String path) {
        int kinds = Each.count(phase.request(), phase.journey(), phase.mix());
        if (kinds == 0) {
            problems.missing(path, "has none of request, journey and mix", "request", "journey", "mix");
        } else if (kinds > 1) {
            problems.add(path, "has more than one of request, journey and mix; a phase has one of them");
        }
        checkUnit(phase.request(), phase.journey(), path);
        Each.of(phase.mix(), path + ".mix", (entry, at) -> {
            if (entry.request() == null && entry.journey() == null) {
                problems.missing(at, "has neither request nor journey", "request", "journey");
            } else if (entry.request() != null && entry.journey() != null) {
                problems.add(at, "has request and journey; an entry has one of them");
            }
            checkUnit(entry.request(), entry.journey(), at);
        });
    }

    private void checkUnit(@Nullable String request, @Nullable String journey, String path) {
        problems.knows(request, names.requests().keySet(), "request", path + ".request");
        problems.knows(journey, names.journeys().keySet(), "journey", path + ".journey");
    }
}
