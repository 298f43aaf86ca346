package dev.loadtest.crds.validation;

import dev.loadtest.crds.manifest.Constraints;
import dev.loadtest.crds.model.PhaseSpec;
import dev.loadtest.engine.plan.syntax.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rules for the groups of phases that run at once: their phases are adjacent, and at least two. */
final class GroupRules {
    private final List<@Nullable PhaseSpec> phases;
    private final Problems problems;
    /** By group: the positions of its phases. */
    private final Map<String, List<Integer>> groups = new LinkedHashMap<>();

    private GroupRules(List<@Nullable PhaseSpec> phases, Problems problems) {
        this.phases = phases;
        this.problems = problems;
        for (int i = 0; i < phases.size(); i++) {
            String group = group(i);
            if (group != null) {
                groups.computeIfAbsent(group, any -> new ArrayList<>()).add(i);
            }
        }
    }

    static void check(@Nullable List<@Nullable PhaseSpec> phases, Problems problems) {
        if (phases != null) {
            GroupRules rules = new GroupRules(phases, problems);
            rules.groups.forEach(rules::check);
        }
    }

    /** Whether two phases run at once. */
    static boolean areBeside(PhaseSpec one, @Nullable PhaseSpec other) {
        return other != null && one.group() != null && one.group().equals(other.group());
    }

    private void check(String group, List<Integer> places) {
        if (places.size() == 1 && !mayBeOfAny(0, phases.size())) {
            List<String> others = groups.keySet().stream()
                    .filter(other -> !other.equals(group))
                    .toList();
            problems.add(
                    path(places.getFirst()) + ".group",
                    "no other phase is of group " + Constraints.quoted(group) + Suggestion.didYouMean(group, others)
                            + "; leave it out of a phase that runs alone");
        }
        for (int i = 1; i < places.size(); i++) {
            int before = places.get(i - 1);
            int next = places.get(i);
            if (next - before > 1 && !mayBeOfAny(before + 1, next)) {
                problems.add(
                        path(next) + ".group",
                        Constraints.quoted(group) + " is the group of " + path(before) + ", but not of "
                                + path(before + 1)
                                + " between them; phases of a group stand one behind the other");
            }
        }
    }

    /** Whether a phase of a range may lack its group because of a problem of form. */
    private boolean mayBeOfAny(int from, int to) {
        return IntStream.range(from, to).anyMatch(i -> group(i) == null && problems.lost(path(i), "group"));
    }

    private @Nullable String group(int place) {
        PhaseSpec phase = phases.get(place);
        return phase == null ? null : phase.group();
    }

    private static String path(int place) {
        return "spec.phases[" + place + "]";
    }
}
