package dev.loadtest.engine.plan;

import java.util.List;
import java.util.Set;

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

    public static Cases of(LoadPlan plan) {
        throw new UnsupportedOperationException();
    }

    /** The cases that run. */
    public List<Case> selected() {
        return all.stream()
                .filter(c -> chosen.contains(c.id()) || needed.contains(c.id()))
                .toList();
    }
}
