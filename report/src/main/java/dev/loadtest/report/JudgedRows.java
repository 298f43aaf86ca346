package dev.loadtest.report;

import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.result.baseline.BaselineResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the verdict follows from: thresholds, and limits on the difference to a baseline. Pure. */
final class JudgedRows {
    private JudgedRows() {}

    static List<Page.ThresholdRow> thresholds(RunResult result) {
        return result.thresholds().stream().map(JudgedRows::threshold).toList();
    }

    private static Page.ThresholdRow threshold(ThresholdResult threshold) {
        Double value = threshold.value();
        var unit = threshold.threshold().unit();
        String limit = threshold.threshold().comparison().sign() + " "
                + Display.inUnit(unit, threshold.threshold().limit());
        String tone =
                switch (threshold.result()) {
                    case PASSED -> "good";
                    case FAILED -> "bad";
                    case NOT_SELECTED -> "plain";
                };
        return new Page.ThresholdRow(
                threshold.threshold().expr(),
                scope(threshold),
                value == null ? Display.NONE : Display.inUnit(unit, value),
                limit,
                threshold.result().label(),
                tone,
                threshold.reason());
    }

    static Page.Baseline baseline(@Nullable BaselineResult baseline) {
        return baseline == null
                ? Page.Baseline.NONE
                : new Page.Baseline(
                        baseline.name() + " (" + baseline.source() + ")",
                        baseline.refusals(),
                        baseline.limits().stream().map(JudgedRows::limit).toList());
    }

    private static Page.BaselineRow limit(BaselineResult.Limit limit) {
        String kept = limit.outcome().equals("Undecided") ? "warn" : "good";
        return new Page.BaselineRow(limit.expr(), limit.outcome(), limit.passed() ? kept : "bad", limit.detail());
    }

    private static String scope(ThresholdResult threshold) {
        String phase = threshold.phase() == null ? "run" : threshold.phase();
        String variant = threshold.variant() == null ? "" : threshold.variant();
        return variant.isEmpty() ? phase : phase + ", " + variant;
    }
}
