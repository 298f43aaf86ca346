package dev.loadtest.cli.display;

import dev.loadtest.engine.result.baseline.BaselineResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sentences of the summary about the baseline: one for each limit, and one for what was not compared. */
final class BaselineLines {
    private BaselineLines() {}

    /** None for a run without a baseline. */
    static List<String> of(@Nullable BaselineResult baseline) {
        List<String> lines = new ArrayList<>();
        if (baseline == null) {
            return lines;
        }
        for (BaselineResult.Limit limit : baseline.limits()) {
            String kept = limit.passed() || limit.outcome().equals("Beyond") ? "" : ", which fails";
            lines.add(limit.outcome() + kept + "  " + limit.reason());
        }
        baseline.refusals().forEach(refusal -> lines.add("not compared: " + refusal));
        return lines;
    }
}
