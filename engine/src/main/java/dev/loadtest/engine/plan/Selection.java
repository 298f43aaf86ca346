package dev.loadtest.engine.plan;

import dev.loadtest.engine.plan.syntax.SelectExpression;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user's selection of cases.
 *
 * @param expression pytest's {@code -k} over case ids; null for all
 * @param phases only these phases; empty for all
 */
public record Selection(@Nullable SelectExpression expression, Set<String> phases) {

    public static final Selection ALL = new Selection(null, Set.of());

    public Selection {
        phases = Set.copyOf(phases);
    }

    /** Whether this case is selected itself; {@link Cases} adds the cases that it needs. */
    public boolean chooses(Case item) {
        return (phases.isEmpty() || phases.contains(item.phase()))
                && (expression == null || expression.matches(item.id()));
    }

    /** Whether every case of a phase is selected, whatever its id. */
    boolean choosesAllOf(String phase) {
        return expression == null && (phases.isEmpty() || phases.contains(phase));
    }
}
