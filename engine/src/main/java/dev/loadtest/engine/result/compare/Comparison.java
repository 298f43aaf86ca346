package dev.loadtest.engine.result.compare;

import dev.loadtest.engine.plan.DifferenceLimit;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.compare.LimitResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Two runs of one plan and seed, compared. A pure function of its arguments: equal runs and limits give equal results.
 *
 * @param confidence of the intervals, 0 to 1
 * @param refusals why the runs, or single phases, are not compared; one sentence each
 * @param rows of each corresponding phase, variant, request and kind
 * @param limits in the order given
 */
public record Comparison(
        ComparedRun base,
        ComparedRun now,
        double confidence,
        List<String> refusals,
        List<Row> rows,
        List<LimitResult> limits) {
    private static final List<Metric> METRICS = List.of(
            new Metric("p50", new Threshold.Percentile(50), DifferenceLimit.Unit.PERCENT),
            new Metric("p95", new Threshold.Percentile(95), DifferenceLimit.Unit.PERCENT),
            new Metric("p99", new Threshold.Percentile(99), DifferenceLimit.Unit.PERCENT),
            new Metric("mean", Threshold.Plain.MEAN, DifferenceLimit.Unit.PERCENT),
            new Metric("failures", Threshold.Plain.FAILURES, DifferenceLimit.Unit.POINTS));

    private record Metric(String name, Threshold.Metric metric, DifferenceLimit.Unit unit) {}

    /**
     * Requests of one name and kind of a phase in a variant.
     *
     * @param values of each metric that both runs have enough requests for
     */
    public record Row(String phase, String variant, String request, Kind kind, List<Value> values) {
        public Row {
            values = List.copyOf(values);
        }
    }

    /** @param metric its name in limits */
    public record Value(String metric, Difference difference) {}

    public Comparison {
        refusals = List.copyOf(refusals);
        rows = List.copyOf(rows);
        limits = List.copyOf(limits);
    }

    /**
     * Compares a run with a base.
     *
     * @param confidence of the intervals, above 0 and below 1, such as 0.95
     */
    public static Comparison of(ComparedRun base, ComparedRun now, List<DifferenceLimit> limits, double confidence) {
        Correspondence correspondence = Correspondence.of(base, now);
        List<Row> rows = new ArrayList<>();
        for (BlockEntry entry : base.blocks()) {
            if (correspondence.holds(entry)) {
                rows.add(row(base, now, entry, confidence));
            }
        }
        List<LimitResult> results = limits.stream()
                .map(limit -> limit(base, now, limit, correspondence, confidence))
                .toList();
        return new Comparison(base, now, confidence, correspondence.refusals(), rows, results);
    }

    private static Row row(ComparedRun base, ComparedRun now, BlockEntry of, double confidence) {
        PairedBlocks pairs = PairedBlocks.of(
                base,
                now,
                entry -> Scope.of(entry).equals(Scope.of(of))
                        && entry.request().equals(of.request())
                        && entry.kind() == of.kind());
        List<Value> values = METRICS.stream()
                .flatMap(metric ->
                        Estimate.of(pairs, metric.metric(), metric.unit(), confidence) instanceof Estimate.Known known
                                ? Stream.of(new Value(metric.name(), known.difference()))
                                : Stream.empty())
                .toList();
        return new Row(of.phase(), of.variant(), of.request(), of.kind(), values);
    }

    private static LimitResult limit(
            ComparedRun base,
            ComparedRun now,
            DifferenceLimit limit,
            Correspondence correspondence,
            double confidence) {
        if (correspondence.scopes().isEmpty()) {
            return LimitDecision.undecided(
                    limit, "the runs cannot be compared: " + String.join("; ", correspondence.refusals()));
        }
        Predicate<BlockEntry> selects =
                entry -> limit.labels().match(entry.phase(), entry.variant(), entry.request(), entry.kind());
        List<String> refused = correspondence.refused(
                Stream.concat(base.blocks().stream(), now.blocks().stream()).filter(selects));
        if (!refused.isEmpty()) {
            // The rest of what the limit selects says nothing about it.
            return LimitDecision.undecided(limit, "it selects what cannot be compared: " + String.join("; ", refused));
        }
        PairedBlocks pairs = PairedBlocks.of(base, now, selects);
        return LimitDecision.of(limit, Estimate.of(pairs, limit.metric(), limit.unit(), confidence), confidence);
    }

    /** Whether any phase of the two runs corresponds. */
    public boolean isPossible() {
        return !rows.isEmpty();
    }

    /** Whether any limit is undecided because there is no difference: more than chance, and never a pass. */
    public boolean lacksDifference() {
        return limits.stream().anyMatch(limit -> limit.difference() == null);
    }

    /** Whether any limit has an outcome. */
    public boolean has(Outcome outcome) {
        return limits.stream().anyMatch(limit -> limit.outcome() == outcome);
    }
}
