package dev.loadtest.cli.display;

import dev.loadtest.engine.result.baseline.BaselineResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The lines of the summary about the baseline: one for each limit, and one for what was not compared. */
public final class BaselineLines {
    private BaselineLines() {}

    /** None for a run without a baseline. */
    public static List<String> of(@Nullable BaselineResult baseline) {
        List<String> lines = new ArrayList<>();
        if (baseline == null) {
            return lines;
        }
        for (BaselineResult.Limit limit : baseline.limits()) {
            String kept = limit.passed() || limit.outcome().equals("Beyond") ? "" : ", which fails";
            lines.add(limit.outcome() + kept + "  " + limit.reason());
        }
        baseline.refusals().forEach(refusal -> lines.add("not compared: " + refusal));
        for (int i = 0; i < lines.size(); i++) {
            String title = i == 0 ? "baseline" : "";
            lines.set(i, String.format(Locale.ROOT, "  %-14s %s", title, OneLine.of(lines.get(i))));
        }
        return lines;
    }
}
