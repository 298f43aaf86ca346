package dev.loadtest.crds.validation;

import dev.loadtest.crds.model.ThresholdSpec;
import dev.loadtest.engine.plan.Threshold;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether thresholds are valid and their labels name something. */
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
}
