package dev.loadtest.cli;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.RunResult.CaseResult;
import dev.loadtest.engine.result.RunResult.Execution;
import dev.loadtest.engine.result.RunResult.Judgement;
import dev.loadtest.engine.result.RunResult.Measurements;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.Scored;
import dev.loadtest.engine.result.RunResult.Scores;
import dev.loadtest.engine.result.RunResult.SingleRequests;
import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.result.Spread;
import dev.loadtest.engine.result.Traffic;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.block.Block;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.exemplar.ExemplarList;
import dev.loadtest.engine.result.latency.Percentiles;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;

/** Realistic results for tests. */
public final class Runs {
    private static final Instant START = Instant.parse("2026-01-15T09:30:00Z");

    private Runs() {}

    public static CaseResult item(String id, Outcome outcome, String reason) {
        return new CaseResult(
                id, id, "", "", outcome, reason, START, 1.5, 0, 0, new Totals(Books.EMPTY, Map.of()), Map.of());
    }

    /** Blocks of 3,200 requests of one case, each of 2 to 3 ms times its factor. */
    public static BlockEntry blocks(IntToDoubleFunction factor) {
        Random random = new Random(5);
        BlockSheet sheet = new BlockSheet();
        for (int i = 0; i < 3_200; i++) {
            Block block = sheet.row("draw", Kind.TRACKED).at(i / 100);
            block.sent();
            block.ended(false, (long) ((2_000_000 + random.nextInt(1_000_000)) * factor.applyAsDouble(i)));
        }
        return new BlockEntry(
                "load",
                "",
                "draw",
                Kind.TRACKED,
                "a",
                sheet.state().lines().getFirst().blocks());
    }

    /** A run with a failed case, in which all kinds and every field of the books are used. */
    public static RunResult failed() {
        return failed(Map.of());
    }

    /** The same with a journey that a step ended once. */
    public static RunResult failedJourney() {
        Percentiles durations =
                new Percentiles(8, 2_000_000, 3_000_000, 3_000_000, 4_000_000, 4_000_000, 4_000_000, 2e6);
        Books.Entry buy = new Books.Entry(
                new Counts(11, 10, Map.of("stopped", 1L), 8, Map.of(), Map.of("pay", 1L), 1, 0, Map.of(), 0),
                durations,
                durations,
                Percentiles.NONE,
                Spread.NONE,
                Spread.NONE,
                Spread.NONE,
                Traffic.NONE);
        return failed(Map.of("buy", new Books(Map.of(Kind.TRACKED, buy))));
    }

    private static RunResult failed(Map<String, Books> journeys) {
        Percentiles latencies = new Percentiles(1_230, 1_200, 8_400, 10_000, 45_000, 90_000, 2_710_000, 2_000);
        Books.Entry tracked = new Books.Entry(
                new Counts(
                        1_240,
                        1_236,
                        Map.of("caseTimeout", 3L, "held", 1L),
                        1_228,
                        Map.of(500, 2L),
                        Map.of("connect", 3L, "reset", 1L),
                        1,
                        1,
                        Map.of(200, 1_228L, 500, 2L),
                        0),
                latencies,
                latencies,
                latencies,
                Spread.NONE,
                Spread.NONE,
                new Spread(1_236, 9_000, 3_250),
                new Traffic(120_000, 3_400_000));
        Books books = new Books(
                Map.of(Kind.TRACKED, tracked, Kind.FIRE_AND_FORGET, sent(80), Kind.UNSCORED, sent(2, 500_000)));
        Map<String, Books> requests = Map.of(
                "draw-valid", new Books(Map.of(Kind.TRACKED, tracked)),
                "health", new Books(Map.of(Kind.FIRE_AND_FORGET, sent(80))));
        Scores scores = new Scores(
                new Scored(
                        new Books.Entry(
                                books.scored(),
                                latencies,
                                latencies,
                                latencies,
                                Spread.NONE,
                                Spread.NONE,
                                Spread.NONE,
                                tracked.traffic()),
                        27.8),
                Map.of("draw-valid", new Scored(tracked, 26.1), "health", new Scored(sent(80), 1.7)),
                scored(journeys),
                Map.of());
        return new RunResult(
                new Execution("plot-service", 7, START, START.plusMillis(72_000), 4, 0, true, List.of()),
                new Judgement(
                        Verdict.FAILED,
                        "1 case failed",
                        List.of(
                                threshold("p99 < 5s", 45_000.0, ThresholdResult.Result.PASSED, ""),
                                threshold(
                                        "failures < 0.1%",
                                        0.65, ThresholdResult.Result.FAILED, "failures < 0.1%: was 0.65 %")),
                        null),
                Measurements.of(
                        new Totals(books, requests, journeys, scores),
                        27.8,
                        List.of(phase(scores.all())),
                        List.of(
                                item("health", Outcome.PASSED, ""),
                                item("sanity", Outcome.FAILED, "no success within 5m"))),
                SingleRequests.NONE,
                List.of("worker 1 paused 12 ms for garbage collection"));
    }

    private static Map<String, Scored> scored(Map<String, Books> journeys) {
        Map<String, Scored> scored = new HashMap<>();
        journeys.forEach((name, books) -> scored.put(name, new Scored(books.kind(Kind.TRACKED), 0.11)));
        return scored;
    }

    private static PhaseResult phase(Scored scored) {
        return new PhaseResult(
                "hammering",
                "",
                Map.of(Outcome.PASSED, 1, Outcome.FAILED, 1),
                new Totals(Books.EMPTY, Map.of()).with(Scores.of(scored)),
                scored.rps(),
                0,
                "",
                List.of());
    }

    /** The same with 12 sends that were too late. */
    public static RunResult late() {
        return late(12);
    }

    private static RunResult late(long sends) {
        RunResult run = failed();
        Books.Entry tracked = run.totals().books().kind(Kind.TRACKED);
        Counts counts = tracked.counts();
        Books.Entry late = new Books.Entry(
                new Counts(
                        counts.planned(),
                        counts.sent(),
                        counts.notSent(),
                        counts.succeeded(),
                        counts.unexpectedByStatus(),
                        counts.errors(),
                        counts.timeouts(),
                        counts.unresolved(),
                        counts.status(),
                        sends),
                tracked.response(),
                tracked.service(),
                tracked.firstByte(),
                tracked.connect(),
                tracked.held(),
                tracked.lateness(),
                tracked.traffic());
        return with(
                run,
                new Totals(
                        new Books(Map.of(Kind.TRACKED, late)),
                        Map.of(),
                        Map.of(),
                        run.totals().scores()));
    }

    /** The same, Invalid by 100 late sends of its phase. */
    public static RunResult invalid() {
        RunResult run = late(100);
        PhaseResult phase = run.phases().getFirst();
        PhaseResult invalid = new PhaseResult(
                phase.name(),
                phase.group(),
                phase.outcomes(),
                run.totals().with(phase.totals().scores()),
                phase.rps(),
                0,
                "hammering: the load generator itself sent 100 of 1236 requests (8.1 %) more than 1 ms late",
                List.of());
        return run.with(run.judgement().with(Verdict.INVALID, invalid.invalid()))
                .with(new Measurements(
                        run.totals(),
                        run.rps(),
                        List.of(invalid),
                        run.cases(),
                        run.timeline(),
                        run.histograms(),
                        run.blocks(),
                        run.overTime()));
    }

    /** The same with these names of requests, journeys and targets. */
    public static RunResult named(List<String> names) {
        RunResult run = failed();
        Scored draw = run.totals().scores().requests().get("draw-valid");
        Map<String, Scored> scored = names.stream().collect(Collectors.toMap(name -> name, name -> draw));
        Scores scores = new Scores(run.totals().scores().all(), scored, Map.of(), Map.of());
        return with(run, run.totals().with(scores));
    }

    private static RunResult with(RunResult run, Totals totals) {
        return run.with(new Measurements(
                totals,
                run.rps(),
                run.phases(),
                run.cases(),
                run.timeline(),
                run.histograms(),
                run.blocks(),
                run.overTime()));
    }

    /** A run with a verdict and exemplars. */
    public static RunResult with(Verdict verdict, List<ExemplarList> exemplars) {
        return with(failed(), verdict, failed().thresholds(), exemplars);
    }

    /**
     * A run with exemplars that failed for a threshold of time.
     *
     * @param threshold the one that it breaks
     */
    public static RunResult tooSlow(String threshold, List<ExemplarList> exemplars) {
        ThresholdResult slow = threshold(threshold, 45_000.0, ThresholdResult.Result.FAILED, threshold + ": was 45 ms");
        return with(failed(), Verdict.FAILED, List.of(slow), exemplars);
    }

    private static RunResult with(
            RunResult run, Verdict verdict, List<ThresholdResult> thresholds, List<ExemplarList> exemplars) {
        return run.with(new Judgement(verdict, run.message(), thresholds, null)).with(SingleRequests.of(exemplars));
    }

    private static Books.Entry sent(long count) {
        return sent(count, 0);
    }

    private static Books.Entry sent(long count, long lateMicros) {
        return new Books.Entry(
                new Counts(
                        count,
                        count,
                        Map.of(),
                        count,
                        Map.of(),
                        Map.of(),
                        0,
                        0,
                        Map.of(200, count),
                        lateMicros == 0 ? 0 : count),
                Percentiles.NONE,
                Percentiles.NONE,
                Percentiles.NONE,
                Spread.NONE,
                Spread.NONE,
                lateMicros == 0 ? Spread.NONE : new Spread(count, count * lateMicros, lateMicros),
                Traffic.NONE);
    }

    private static ThresholdResult threshold(String expr, double value, ThresholdResult.Result result, String reason) {
        return new ThresholdResult(Threshold.parse(expr, false), null, null, value, result, reason);
    }
}
