package dev.loadtest.engine.result.threshold;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.Throughput;
import dev.loadtest.engine.result.latency.LatencyHistogram;
import dev.loadtest.engine.result.threshold.ThresholdEvaluator.Measured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Books of closed cases by phase, variant, request and kind. Confined to one thread. */
public final class Accumulators {

    private record Scope(String phase, String variant) {}

    private final Map<Scope, TallySheet> sheets = new LinkedHashMap<>();
    /** The only unpacked entry: cases of one scope mostly close one after another. */
    private @Nullable Scope latest;

    /** Adds the books of a closed case, once; the sheet remains the caller's. */
    public void add(Case item, TallySheet sheet) {
        add(item.phase(), item.variant(), sheet);
    }

    /** Adds the books of several cases of one phase and variant. */
    public void add(String phase, String variant, TallySheet sheet) {
        Scope scope = new Scope(phase, variant);
        if (latest != null && !latest.equals(scope)) {
            sheets.get(latest).pack();
        }
        latest = scope;
        sheets.computeIfAbsent(scope, any -> new TallySheet()).add(sheet);
    }

    /** Merged books of the run; a copy. */
    public TallySheet sheet() {
        return merged(scope -> true);
    }

    /** Merged books of a phase over its variants; a copy, empty without a closed case. */
    public TallySheet sheet(String phase) {
        return merged(scope -> scope.phase().equals(phase));
    }

    /** Merged books of a phase in one variant; a copy. */
    public TallySheet sheet(String phase, String variant) {
        return merged(new Scope(phase, variant)::equals);
    }

    /** Sum of a number over all scored requests, such as {@code scored(Tally::sent)}, without merging. */
    public long scored(ToLongFunction<Tally> of) {
        return sheets.values().stream().mapToLong(sheet -> sheet.scored(of)).sum();
    }

    public RunResult.Totals totals() {
        return sheet().totals();
    }

    public RunResult.Totals totals(String phase) {
        return sheet(phase).totals();
    }

    public RunResult.Totals totals(String phase, String variant) {
        return sheet(phase, variant).totals();
    }

    /** Complete scored responses a second over the time in which any phase ran; 0 without any. */
    public double rps() {
        return rps(scope -> true);
    }

    /** The same for one phase, whose variants run in turns. */
    public double rps(String phase) {
        return rps(scope -> scope.phase().equals(phase));
    }

    public double rps(String phase, String variant) {
        return rps(new Scope(phase, variant)::equals);
    }

    /**
     * Scored requests of the run, tracked and fire-and-forget ones merged.
     *
     * @param targets the name of a request's target; null for a plan with one target
     */
    public RunResult.Scores scores(@Nullable UnaryOperator<String> targets) {
        ScoredSums all = new ScoredSums();
        ScoredSums requests = new ScoredSums();
        ScoredSums journeys = new ScoredSums();
        ScoredSums byTarget = new ScoredSums();
        for (TallySheet sheet : sheets.values()) {
            all.add(sheet::forEach, name -> "");
            requests.add(sheet::forEach, name -> name);
            journeys.add(sheet::forEachJourney, name -> name);
            if (targets != null) {
                byTarget.add(sheet::forEach, targets);
            }
        }
        return new RunResult.Scores(all.only(), requests.byName(), journeys.byName(), byTarget.byName());
    }

    /** Scored requests of a phase, tracked and fire-and-forget ones merged. */
    public RunResult.Scores scores(String phase) {
        ScoredSums all = new ScoredSums();
        sheets.forEach((scope, sheet) -> {
            if (scope.phase().equals(phase)) {
                all.add(sheet::forEach, name -> "");
            }
        });
        return RunResult.Scores.of(all.only());
    }

    private double rps(Predicate<Scope> which) {
        List<Throughput> parts = new ArrayList<>();
        sheets.forEach((scope, sheet) -> {
            if (which.test(scope)) {
                parts.add(sheet.throughput());
            }
        });
        return Throughput.perSecond(parts);
    }

    /** Histograms of every clock for every request and kind that has latencies. */
    public List<RunResult.HistogramEntry> histograms() {
        List<RunResult.HistogramEntry> entries = new ArrayList<>();
        for (Measured m : measured(Map.of())) {
            if (m.tally().response().count() > 0) {
                entries.add(entry(m, Threshold.Time.RESPONSE, m.tally().response()));
                entries.add(entry(m, Threshold.Time.SERVICE, m.tally().service()));
            }
            if (m.tally().firstByte().count() > 0) {
                entries.add(entry(m, Threshold.Time.FIRST_BYTE, m.tally().firstByte()));
            }
        }
        return entries;
    }

    /** Tallies for thresholds: closed cases together with open ones. Live: valid until either changes. */
    public List<Measured> measured(Map<Case, TallySheet> open) {
        List<Measured> result = new ArrayList<>();
        sheets.forEach((scope, sheet) -> measure(scope, sheet, result));
        open.forEach((item, sheet) -> measure(new Scope(item.phase(), item.variant()), sheet, result));
        return result;
    }

    private TallySheet merged(Predicate<Scope> which) {
        TallySheet sum = new TallySheet();
        sheets.forEach((scope, sheet) -> {
            if (which.test(scope)) {
                sum.add(sheet);
            }
        });
        return sum;
    }

    private static void measure(Scope scope, TallySheet sheet, List<Measured> to) {
        sheet.forEach(
                (key, tally) -> to.add(new Measured(scope.phase(), scope.variant(), key.request(), tally, key.kind())));
        sheet.forEachJourney((key, tally) ->
                to.add(Measured.ofJourney(scope.phase(), scope.variant(), key.request(), tally, key.kind())));
    }

    private static RunResult.HistogramEntry entry(Measured m, Threshold.Time clock, LatencyHistogram histogram) {
        return new RunResult.HistogramEntry(
                m.phase(),
                m.variant(),
                m.isJourney() ? "" : m.request(),
                m.isJourney() ? m.request() : "",
                m.kind(),
                clock,
                histogram.encode());
    }
}
