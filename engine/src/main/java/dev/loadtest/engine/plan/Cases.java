package dev.loadtest.engine.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cases of a plan, in the order in which they run: for each variant, each phase in turn, each of its items.
 *
 * @param all every case of the plan
 * @param chosen the ids that the selection chooses
 * @param needed the ids that run only because a chosen case's phase needs theirs, directly or not, in the same variant
 */
public record Cases(List<Case> all, Set<String> chosen, Set<String> needed) {
    public Cases {
        all = List.copyOf(all);
        chosen = Set.copyOf(chosen);
        needed = Set.copyOf(needed);
    }

    /** All cases of a plan, and which of them its selection runs. */
    public static Cases of(LoadPlan plan) {
        List<Case> all = new ArrayList<>();
        for (Variant variant : plan.variants()) {
            for (Phase phase : plan.phases()) {
                if (phase.runsIn(variant.name())) {
                    addItems(plan, phase, variant.name(), all);
                }
            }
        }
        Set<String> chosen = plan.selection().chosen(all).stream().map(Case::id).collect(Collectors.toSet());
        return new Cases(all, chosen, needed(plan, all, chosen));
    }

    private static void addItems(LoadPlan plan, Phase phase, String variant, List<Case> all) {
        switch (phase.items()) {
            case Phase.Once once -> all.add(item(all.size(), phase, variant, "", 0, null));
            case Phase.Iterations iterations -> {
                for (int i = 0; i < iterations.count(); i++) {
                    all.add(item(all.size(), phase, variant, "iter" + i, i, null));
                }
            }
            case Phase.ForEachFile each -> {
                for (FileRef file : plan.fileSet(each.fileSet()).files()) {
                    all.add(item(all.size(), phase, variant, file.name(), 0, file));
                }
            }
        }
    }

    private static Case item(
            int ordinal, Phase phase, String variant, String item, int iteration, @Nullable FileRef file) {
        String id = Case.id(phase.name(), variant, item);
        return new Case(ordinal, id, phase.name(), variant, item, iteration, file);
    }

    private static Set<String> needed(LoadPlan plan, List<Case> all, Set<String> chosen) {
        Set<String> needed = new HashSet<>();
        for (Variant variant : plan.variants()) {
            Set<String> phases = new HashSet<>();
            all.stream()
                    .filter(c -> c.variant().equals(variant.name()) && chosen.contains(c.id()))
                    .map(Case::phase)
                    .distinct()
                    .forEach(phase -> addNeeds(plan, plan.phase(phase), variant.name(), phases));
            all.stream()
                    .filter(c -> c.variant().equals(variant.name()) && phases.contains(c.phase()))
                    .map(Case::id)
                    .filter(id -> !chosen.contains(id))
                    .forEach(needed::add);
        }
        return needed;
    }

    /** A phase that does not run in the variant is nobody's need there, and its own needs are not either. */
    private static void addNeeds(LoadPlan plan, Phase phase, String variant, Set<String> needed) {
        for (String name : phase.needs()) {
            Phase need = plan.phase(name);
            if (need.runsIn(variant) && needed.add(name)) {
                addNeeds(plan, need, variant, needed);
            }
        }
    }

    /** The cases that run. */
    public List<Case> selected() {
        return all.stream()
                .filter(c -> chosen.contains(c.id()) || needed.contains(c.id()))
                .toList();
    }
}
