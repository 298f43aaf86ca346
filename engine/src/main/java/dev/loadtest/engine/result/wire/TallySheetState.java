package dev.loadtest.engine.result.wire;

import dev.loadtest.engine.plan.Kind;
import java.util.List;

/** The books of a case. */
public record TallySheetState(List<Line> lines) {
    public TallySheetState {
        lines = List.copyOf(lines);
    }

    /** The books of one (request, kind). */
    public record Line(String request, Kind kind, TallyState tally) {}
}
