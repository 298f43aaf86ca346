package dev.loadtest.operator.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.CaseResult;
import dev.loadtest.engine.result.RunResult.Execution;
import dev.loadtest.engine.result.RunResult.Judgement;
import dev.loadtest.engine.result.RunResult.Measurements;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.SingleRequests;
import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.result.Spread;
import dev.loadtest.engine.result.Traffic;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.result.exemplar.ExemplarList;
import dev.loadtest.engine.result.latency.Percentiles;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Finished runs. */
public final class Results {
    private Results() {}

    /** A run of {@code phases} phases with {@code cases} cases each, all failed or all passed. */
    public static RunResult of(Verdict verdict, int phases, int cases, int thresholds) {
        return of(verdict, "", phases, cases, thresholds);
    }

    /** The same with phases of one group; empty for phases that run alone. */
    static RunResult of(Verdict verdict, String group, int phases, int cases, int thresholds) {
        Instant start = Instant.parse("2026-01-02T03:00:00Z");
        Outcome outcome = verdict == Verdict.PASSED ? Outcome.PASSED : Outcome.FAILED;
        List<PhaseResult> ofPhases = new ArrayList<>();
        List<CaseResult> ofCases = new ArrayList<>();
        List<ThresholdResult> ofThresholds = new ArrayList<>();
        for (int p = 0; p < phases; p++) {
            ofPhases.add(new PhaseResult(
                    "phase-" + p, group, Map.of(outcome, cases), totals(cases), 50, 120, "", List.of()));
            for (int c = 0; c < cases; c++) {
                String reason = outcome == Outcome.PASSED ? "" : "3 of 10 tracked requests failed: status 500 x 3";
                ofCases.add(new CaseResult(
                        "phase-" + p + "[iter" + c + "]",
                        "phase-" + p,
                        "",
                        "iter" + c,
                        outcome,
                        reason,
                        start,
                        1,
                        0,
                        120,
                        totals(1),
                        Map.of()));
            }
        }
        Threshold threshold = Threshold.parse("p99{request=health} < 10s", false);
        for (int t = 0; t < thresholds; t++) {
            ofThresholds.add(new ThresholdResult(
                    threshold, "phase-" + t % phases, null, 12_345.0, ThresholdResult.Result.PASSED, ""));
        }
        String message = verdict == Verdict.PASSED ? "" : "case phase-0[iter0] failed";
        return new RunResult(
                new Execution("plots", 7, start, start.plusSeconds(60), 2, 0, false, List.of()),
                new Judgement(verdict, message, ofThresholds, null),
                Measurements.of(totals(phases * cases), 50, ofPhases, ofCases),
                SingleRequests.NONE,
                List.of());
    }

    /** With exemplars whose bodies are random texts. */
    public static RunResult withBodies(RunResult run, int count, int bytes) {
        Random random = new Random(1);
        List<Exemplar> exemplars = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            byte[] body = new byte[bytes];
            random.nextBytes(body);
            exemplars.add(new Exemplar(
                    new Exemplar.Sent("phase-0", "phase-0[iter0]", k, "", 0, 0, "get", Kind.TRACKED, Map.of()),
                    new Exemplar.Times(0, 0, 0, -1, 0, 0, 0),
                    new Exemplar.End(Exemplar.Outcome.UNEXPECTED, 500, "", "expected status 2xx, found 500"),
                    new Exemplar.Answer(List.of(), new String(body, StandardCharsets.ISO_8859_1), true, "")));
        }
        return run.with(
                SingleRequests.of(List.of(new ExemplarList("phase-0", "get", run.startTime(), List.of(), exemplars))));
    }

    /** With a number of lost workers. */
    public static RunResult withLost(RunResult result, int workers) {
        return result.with(new Execution(
                result.name(),
                result.seed(),
                result.startTime(),
                result.completionTime(),
                result.workers(),
                workers,
                result.insecureSkipVerify(),
                result.pauses()));
    }

    private static Totals totals(int cases) {
        Percentiles latency = new Percentiles(10L * cases, 1_000, 2_000, 3_000, 12_345, 20_000, 30_000, 1_500);
        Books.Entry entry = new Books.Entry(
                new Counts(
                        10L * cases,
                        10L * cases,
                        Map.of(),
                        7L * cases,
                        Map.of(500, 3L * cases),
                        Map.of(),
                        0,
                        0,
                        Map.of(200, 7L * cases, 500, 3L * cases),
                        0),
                latency,
                latency,
                latency,
                Spread.NONE,
                Spread.NONE,
                Spread.NONE,
                Traffic.NONE);
        return new Totals(new Books(Map.of(Kind.TRACKED, entry, Kind.FIRE_AND_FORGET, entry)), Map.of());
    }
}
