package dev.loadtest.crds.validation;

import dev.loadtest.crds.model.JourneySpec;
import dev.loadtest.crds.model.UntilSpec;

/** What a journey must be, for itself; what its names bind to is {@link BindingRules}' matter. */
final class JourneyRules {
    /** Captured values are ordered by unit and place in it, in 63 bits. */
    static final int MAX_SENDINGS = 1_000;

    private final Names names;
    private final Problems problems;

    JourneyRules(Names names, Problems problems) {
        this.names = names;
        this.problems = problems;
    }

    void check(JourneySpec journey, String path) {
        ValueRules values = new ValueRules(names, problems);
        Each.of(journey.values(), path + ".values", values::check);
        values.checkNames(journey.values(), path + ".values");
        Each.of(journey.steps(), path + ".steps", this::check);
        long sendings = 0;
        boolean always = false;
        for (JourneySpec.Step step : Each.list(journey.steps())) {
            sendings += step.times() == null ? 1 : step.times();
            always |= step.chance() == null || step.chance() >= 100;
        }
        if (sendings > MAX_SENDINGS) {
            problems.add(path + ".steps", "send " + sendings + " requests; a journey sends at most " + MAX_SENDINGS);
        }
        if (!always
                && !problems.malformed(path + ".steps")
                && !Each.list(journey.steps()).isEmpty()) {
            problems.add(
                    path + ".steps",
                    "all have a chance; at least one must happen in every journey, so that none is empty");
        }
    }

    private void check(JourneySpec.Step step, String path) {
        problems.knows(step.request(), names.requests().keySet(), "request", path + ".request");
        problems.think(step.think(), path + ".think");
        UntilSpec until = step.until();
        if (until != null) {
            problems.positive(until.timeout(), path + ".until.timeout");
            problems.positive(until.interval(), path + ".until.interval");
        }
    }
}
