package dev.loadtest.engine.share;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.rows.Rows;
import java.util.List;
import java.util.Map;

/**
 * What the values of one case are drawn from.
 *
 * @param captured values of the case's variant, by name, in order
 */
record DrawSources(LoadPlan plan, Map<String, List<CapturedValue>> captured, Rows rows, RowOrder order) {
    DrawSources {
        captured = Map.copyOf(captured);
    }

    DrawSources with(RowOrder other) {
        return new DrawSources(plan, captured, rows, other);
    }
}
