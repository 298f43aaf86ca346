package dev.loadtest.engine.result.wire;

import dev.loadtest.engine.plan.Kind;
import java.util.List;

/** The books of a case: of its requests, and of its journeys, whose lines have the journey's name for the request's. */
public record TallySheetState(List<Line> lines, List<Line> journeys) {
    public TallySheetState {
        lines = List.copyOf(lines);
        journeys = List.copyOf(journeys);
    }

    /** The books of one (request, kind). */
    public record Line(String request, Kind kind, TallyState tally) {}
}
