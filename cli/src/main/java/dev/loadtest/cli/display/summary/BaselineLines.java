package dev.loadtest.cli.display.summary;

import dev.loadtest.cli.display.Colour;
import dev.loadtest.engine.result.baseline.BaselineResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The baseline in the summary: {@code Within  p99 <= +5%: …}, and what was not compared. Pure. */
final class BaselineLines {
    private static final String BEYOND = "Beyond";

    private BaselineLines() {}

    /** None for a run without a baseline. */
    static List<Judgement> of(@Nullable BaselineResult baseline) {
        List<Judgement> lines = new ArrayList<>();
        if (baseline == null) {
            return lines;
        }
        baseline.limits().forEach(limit -> lines.add(of(limit)));
        baseline.refusals().forEach(why -> lines.add(new Judgement("not compared", Colour.YELLOW, why)));
        return lines;
    }

    private static Judgement of(BaselineResult.Limit limit) {
        if (!limit.passed()) {
            String label = limit.outcome().equals(BEYOND) ? BEYOND : limit.outcome() + ", which fails";
            return new Judgement(label, Colour.RED, limit.reason());
        }
        Colour colour = limit.outcome().equals("Within") ? Colour.GREEN : Colour.YELLOW;
        return new Judgement(limit.outcome(), colour, limit.reason());
    }
}
