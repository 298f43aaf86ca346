package dev.loadtest.crds.validation;

import dev.loadtest.crds.model.BaselineSpec;
import dev.loadtest.crds.model.ThresholdSpec;
import dev.loadtest.engine.plan.DifferenceLimit;
import dev.loadtest.engine.plan.Threshold;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether thresholds, and limits on differences, are valid and their labels name something. */
final class ThresholdRules {
    private final Names names;
    private final Problems problems;

    ThresholdRules(Names names, Problems problems) {
        this.names = names;
        this.problems = problems;
    }

    void check(@Nullable List<ThresholdSpec> thresholds, String path) {
        Each.of(thresholds, path, (threshold, at) -> {
            if (threshold.expr() == null) {
                return;
            }
            Threshold read = problems.attempt(at + ".expr", () -> Threshold.parse(threshold.expr(), false));
            if (read != null) {
                Threshold.Labels labels = read.labels();
                problems.knows(labels.request(), names.requests().keySet(), "request", at + ".expr");
                problems.knows(labels.journey(), names.journeys().keySet(), "journey", at + ".expr");
                problems.knows(labels.phase(), names.phases().keySet(), "phase", at + ".expr");
                problems.knows(labels.variant(), names.variants().keySet(), "variant", at + ".expr");
            }
        });
    }

    /** Reports problems of limits on differences to a baseline, and returns the limits that can be parsed. */
    List<DifferenceLimit> limits(@Nullable List<BaselineSpec.Limit> limits, String path) {
        List<DifferenceLimit> all = new ArrayList<>();
        Each.of(limits, path, (limit, at) -> {
            if (limit.expr() == null) {
                return;
            }
            DifferenceLimit read = problems.attempt(at + ".expr", () -> DifferenceLimit.parse(limit.expr()));
            if (read != null) {
                problems.knows(read.labels().request(), names.requests().keySet(), "request", at + ".expr");
                problems.knows(read.labels().phase(), names.phases().keySet(), "phase", at + ".expr");
                problems.knows(read.labels().variant(), names.variants().keySet(), "variant", at + ".expr");
                all.add(read);
            }
        });
        return all;
    }
}
