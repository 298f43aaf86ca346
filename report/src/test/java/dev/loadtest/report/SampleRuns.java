package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.plan.Threshold.Comparison;
import dev.loadtest.engine.plan.Threshold.Labels;
import dev.loadtest.engine.plan.Threshold.Percentile;
import dev.loadtest.engine.plan.Threshold.Plain;
import dev.loadtest.engine.plan.Threshold.Time;
import dev.loadtest.engine.plan.Threshold.Unit;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.OverTime;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.CaseResult;
import dev.loadtest.engine.result.RunResult.Execution;
import dev.loadtest.engine.result.RunResult.Judgement;
import dev.loadtest.engine.result.RunResult.Measurements;
import dev.loadtest.engine.result.RunResult.Pause;
import dev.loadtest.engine.result.RunResult.Scores;
import dev.loadtest.engine.result.RunResult.SingleRequests;
import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.result.RunResult.ThresholdResult.Result;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.result.Sample;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.result.exemplar.ExemplarList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Realistic results for tests. Each call returns equal results. */
final class SampleRuns {
    static final Instant START = Instant.parse("2026-01-15T09:30:00Z");

    /** Text of a hostile server or a careless author. */
    static final String HOSTILE = "</script><script>window.pwned=1</script><!-- \"'`&amp; <b onclick=x> \uD83D\uDE80 "
            + "\u0000\u0007\u001B[31m \uD800 lone \u202Etxt.exe ]]> {{name}} \u2028 é中";

    private SampleRuns() {}

    /** The seven phases in both variants, with everything that can go wrong in a run that ended as Failed. */
    static RunResult plots() {
        SevenPhases run = new SevenPhases(7);
        run.play();
        String message = "2 cases failed, first hammering[forced-iter3]: 4 of 20 tracked requests failed (at most 1). "
                + "Threshold p99{request=draw-valid,variant=forced} < 2s failed: 2.71 s.";
        return run.result("plot-service", Verdict.FAILED, message, thresholds(), samples());
    }

    /** The same with names and reasons that want out of their quotes. */
    static RunResult hostile() {
        SevenPhases run = new SevenPhases(11);
        run.play();
        RunResult plots = run.result(HOSTILE, Verdict.INVALID, HOSTILE, thresholds(), samples());
        List<CaseResult> cases = plots.cases().stream()
                .map(c -> c.outcome() == Outcome.PASSED ? c : renamed(c))
                .toList();
        List<ThresholdResult> thresholds = plots.thresholds().stream()
                .map(t -> new ThresholdResult(
                        t.threshold(), t.phase(), t.variant(), t.value(), t.result(), t.reason() + HOSTILE))
                .toList();
        return with(plots, cases, thresholds, List.of(HOSTILE), List.of(new Pause(START, 3, HOSTILE)));
    }

    /** A run that was aborted before its first request: nothing in it at all. */
    static RunResult empty() {
        return new RunResult(
                new Execution("nothing", 1, START, START, 1, 0, false, List.of()),
                Judgement.of(Verdict.ABORTED, "stopped before the first case"),
                Measurements.NONE,
                SingleRequests.NONE,
                List.of());
    }

    /** One small case that passed, no variants, with exact numbers: what golden files are made of. */
    static RunResult small() {
        return small(List.of());
    }

    static RunResult small(List<RunResult.HistogramEntry> histograms) {
        return small(new Tally(), histograms);
    }

    /** The same with two journeys, one of which failed. */
    static RunResult journeys() {
        Tally tally = new Tally();
        tally.completed("buy", Kind.TRACKED, 12_345);
        tally.failed("buy", Kind.TRACKED, "pay");
        return small(tally, List.of());
    }

    private static RunResult small(Tally tally, List<RunResult.HistogramEntry> histograms) {
        tally.slot("health", Kind.TRACKED).complete(200, true, 1500, 0, 20);
        tally.slot("health", Kind.TRACKED).complete(200, true, 2500, 300, 10);
        tally.slot("health", Kind.TRACKED).connected(180);
        tally.slot("health", Kind.UNSCORED).error("connect");
        Totals totals = tally.totals();
        Scores scores = Tally.scores(List.of(tally), 0.5, null);
        CaseResult item = new CaseResult(
                "health", "health", "", "", Outcome.PASSED, "", START, 0.0035, 0, 12, totals, Map.of("token", 1L));
        RunResult.PhaseResult phase = new RunResult.PhaseResult(
                "health",
                "",
                Map.of(Outcome.PASSED, 1),
                totals.with(Scores.of(scores.all())),
                571.4285714,
                12,
                "",
                List.of(new RunResult.VariantResult("", Map.of(Outcome.PASSED, 1), totals, 571.4285714)));
        return new RunResult(
                new Execution(
                        "small",
                        42,
                        START,
                        START.plusMillis(1250),
                        1,
                        0,
                        true,
                        List.of(new Pause(START.plusMillis(500), 0.25, "suspended"))),
                new Judgement(
                        Verdict.PASSED,
                        "",
                        List.of(threshold(
                                "p99 < 5s", new Percentile(99), 5e6, Unit.MICROS, "health", null, 2803.0, true)),
                        null),
                new Measurements(
                        totals.with(scores),
                        571.4285714,
                        List.of(phase),
                        List.of(item),
                        List.of(new RunResult.TimelineBucket(0, 2, 2, 0, 2803)),
                        histograms,
                        List.of(),
                        new OverTime(
                                1,
                                false,
                                List.of(new OverTime.Series("health", "health", "", List.of(bucket()))),
                                List.of(new OverTime.Planned(
                                        "health", false, List.of(0L), List.of(2.0), Map.of("health", 1.0))))),
                SingleRequests.NONE,
                List.of("a note"));
    }

    private static OverTime.Bucket bucket() {
        OverTime.Bucket.Times response = new OverTime.Bucket.Times(1520, 2803, 2803, 2803);
        return new OverTime.Bucket(0, 2, 2, 1, 1, Map.of("503", 1L), response, 25, List.of(1L, 0L, 1L));
    }

    /** The same with a failed request and a slow one, whose target sent these texts. */
    static RunResult withExemplars(RunResult run, String reason, String body) {
        Exemplar.Sent sent = new Exemplar.Sent(
                "health",
                "health",
                17,
                "visit",
                2,
                1,
                "check",
                Kind.TRACKED,
                Map.of("id", "7", "a", "***"),
                "4bf92f3577b34da6a3ce929d0e0e4736");
        Exemplar failed = new Exemplar(
                sent,
                new Exemplar.Times(1_500_000, 12, 300, 180, 900, 2_000, 2_312),
                new Exemplar.End(Exemplar.Outcome.UNEXPECTED, 500, "", reason),
                new Exemplar.Answer(List.of(new Exemplar.Header("Content-Type", body)), body, true, ""));
        Exemplar slow = new Exemplar(
                new Exemplar.Sent("health", "health", 3, "", 0, 0, "check", Kind.FIRE_AND_FORGET, Map.of()),
                new Exemplar.Times(1_000_000, 0, 0, -1, 900, 4_000, 4_000),
                new Exemplar.End(Exemplar.Outcome.SUCCEEDED, 200, "", ""),
                new Exemplar.Answer(List.of(), "", false, "not shown: it is not text"));
        return withExemplars(
                run,
                List.of(new ExemplarList(
                        "health", "check", START.plusMillis(500), List.of(slow, failed), List.of(failed))));
    }

    /** The same with blocks of one request. */
    static RunResult withBlocks(RunResult run) {
        BlockSheet sheet = new BlockSheet();
        for (int i = 0; i < 32; i++) {
            sheet.row("health", Kind.TRACKED).at(i).sent();
            sheet.row("health", Kind.TRACKED).at(i).ended(i % 5 == 0, 1_500_000L * (i + 1));
        }
        return run.with(run.measurements()
                .withBlocks(List.of(new RunResult.BlockEntry(
                        "health",
                        "",
                        "health",
                        Kind.TRACKED,
                        "0123456789abcdef",
                        sheet.state().lines().getFirst().blocks()))));
    }

    /** The same with links to traces. */
    static RunResult withTraceUrl(RunResult run, String url) {
        return withExemplars(
                run,
                run.exemplars().stream()
                        .map(it ->
                                new ExemplarList(it.phase(), it.request(), it.origin(), url, it.slowest(), it.failed()))
                        .toList());
    }

    private static RunResult withExemplars(RunResult run, List<ExemplarList> exemplars) {
        return run.with(new SingleRequests(run.samples(), exemplars, null));
    }

    static RunResult with(
            RunResult run,
            List<CaseResult> cases,
            List<ThresholdResult> thresholds,
            List<String> notes,
            List<Pause> pauses) {
        return new RunResult(
                new Execution(
                        run.name(),
                        run.seed(),
                        run.startTime(),
                        run.completionTime(),
                        run.workers(),
                        run.workersLost(),
                        run.insecureSkipVerify(),
                        pauses),
                new Judgement(run.verdict(), run.message(), thresholds, run.baseline()),
                new Measurements(
                        run.totals(),
                        run.rps(),
                        run.phases(),
                        cases,
                        run.timeline(),
                        run.histograms(),
                        run.blocks(),
                        run.overTime()),
                run.singleRequests(),
                notes);
    }

    private static CaseResult renamed(CaseResult c) {
        return new CaseResult(
                c.id() + HOSTILE,
                c.phase(),
                c.variant(),
                c.item() + HOSTILE,
                c.outcome(),
                HOSTILE,
                c.startTime(),
                c.seconds(),
                c.gapMicros(),
                c.startSkewMicros(),
                c.totals(),
                Map.of(HOSTILE, 2L));
    }

    private static List<ThresholdResult> thresholds() {
        List<ThresholdResult> all = new ArrayList<>();
        for (String variant : List.of("forced", "cached")) {
            all.add(threshold("p99 < 5s", new Percentile(99), 5e6, Unit.MICROS, "health", variant, 9412.0, true));
        }
        Percentile p99 = new Percentile(99);
        all.add(threshold("failures{kind=tracked} < 5%", Plain.FAILURES, 5, Unit.PERCENT, null, null, 1.42, true));
        all.add(threshold("p99{request=health} < 10s", p99, 1e7, Unit.MICROS, null, null, 11902.0, true));
        String draw = "p99{request=draw-valid,variant=forced} < 2s";
        all.add(threshold(draw, p99, 2e6, Unit.MICROS, null, null, 2_713_000.0, false));
        all.add(threshold("rps{phase=health} >= 50", Plain.RPS, 50, Unit.PER_SECOND, null, null, 181.25, true));
        Threshold soak = new Threshold(
                "max{phase=soak} < 1s",
                Plain.MAX,
                new Labels(null, null, "soak", null, Time.RESPONSE),
                Comparison.BELOW,
                1e6,
                Unit.MICROS,
                false);
        all.add(new ThresholdResult(soak, null, null, null, Result.NOT_SELECTED, "no selected phase is named soak"));
        return all;
    }

    static ThresholdResult threshold(
            String expr,
            Threshold.Metric metric,
            double limit,
            Unit unit,
            @Nullable String phase,
            @Nullable String variant,
            @Nullable Double value,
            boolean passed) {
        Comparison comparison = expr.contains(">=") ? Comparison.AT_LEAST : Comparison.BELOW;
        Labels labels = new Labels(null, null, null, null, Time.RESPONSE);
        Threshold threshold = new Threshold(expr, metric, labels, comparison, limit, unit, false);
        String reason = passed ? "" : "the limit is broken";
        return new ThresholdResult(threshold, phase, variant, value, passed ? Result.PASSED : Result.FAILED, reason);
    }

    private static List<Sample> samples() {
        Map<String, String> values = Map.of("handle", "9f2c", "index", "-4", "force", "true");
        String sha = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        String file = "samples/sampling/sampling[forced]/0.svg";
        return List.of(
                new Sample("sampling[forced]", 0, "draw-svg", values, 200, file, 4211, sha, false, ""),
                new Sample("sampling[forced]", 1, "draw-html", values, 200, "", 0, "", false, "disk full"));
    }
}
