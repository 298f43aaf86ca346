package dev.loadtest.engine.result.compare;

import dev.loadtest.engine.plan.DifferenceLimit;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.baseline.BaselineResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An earlier run with which a run is compared, as a part of its verdict.
 *
 * @param source where its results are: {@code configmap/NAME}, or a file
 * @param limits on the differences
 * @param undecidedPasses whether a difference whose interval reaches across its limit passes. An unknown
 *     difference never passes
 */
public record Baseline(String source, ComparedRun run, List<DifferenceLimit> limits, boolean undecidedPasses) {
    private static final double CONFIDENCE = 0.95;

    public Baseline {
        limits = List.copyOf(limits);
    }

    /**
     * The result with the comparison. A run that would have passed fails where it breaks a limit; any other verdict stays.
     * A pure function.
     */
    public RunResult judge(RunResult result) {
        ComparedRun now = ComparedRun.of(result);
        Comparison comparison = Comparison.of(run, now, limits, CONFIDENCE);
        List<BaselineResult.Limit> decided =
                comparison.limits().stream().map(this::decided).toList();
        BaselineResult compared = new BaselineResult(source, run.name(), CONFIDENCE, comparison.refusals(), decided);
        boolean isJudged = result.verdict() == Verdict.PASSED || result.verdict() == Verdict.FAILED;
        if (!isJudged || compared.failed().isEmpty()) {
            return result.withBaseline(compared, result.verdict(), result.message());
        }
        return result.withBaseline(compared, Verdict.FAILED, message(result, compared));
    }

    private static String message(RunResult result, BaselineResult compared) {
        List<String> sentences = new ArrayList<>();
        if (!result.message().isEmpty()) {
            sentences.add(result.message());
        }
        compared.failed().forEach(limit -> sentences.add("baseline: " + limit.reason()));
        return String.join("; ", sentences);
    }

    private BaselineResult.Limit decided(LimitResult result) {
        String expr = result.limit().expr();
        BaselineResult.Change change = change(result.difference());
        boolean passed =
                switch (result.outcome()) {
                    case WITHIN -> true;
                    case BEYOND -> false;
                    case UNDECIDED -> undecidedPasses && change != null;
                };
        return new BaselineResult.Limit(expr, result.outcome().label(), passed, change, result.reason());
    }

    private static BaselineResult.@Nullable Change change(@Nullable Difference difference) {
        return difference == null
                ? null
                : new BaselineResult.Change(
                        difference.base(),
                        difference.now(),
                        difference.value(),
                        difference.low(),
                        difference.high(),
                        difference.unit().name().toLowerCase(Locale.ROOT));
    }
}
