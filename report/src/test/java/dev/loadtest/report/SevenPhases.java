package dev.loadtest.report;

import dev.loadtest.engine.plan.Case;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.OverTime;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.CaseResult;
import dev.loadtest.engine.result.RunResult.Execution;
import dev.loadtest.engine.result.RunResult.HistogramEntry;
import dev.loadtest.engine.result.RunResult.Judgement;
import dev.loadtest.engine.result.RunResult.Measurements;
import dev.loadtest.engine.result.RunResult.Pause;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.Scores;
import dev.loadtest.engine.result.RunResult.SingleRequests;
import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.result.RunResult.TimelineBucket;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.result.RunResult.VariantResult;
import dev.loadtest.engine.result.Sample;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.timeline.OverTimeTable;
import dev.loadtest.engine.result.timeline.Timeline;
import dev.loadtest.engine.result.timeline.TimelineSeries;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Invents a run of the plot service's seven phases: forced slow, cached fast, and a part of it failing. */
final class SevenPhases {

    /** A phase as it is played: so many cases of so many requests, so many of them tracked. */
    private record Script(String name, List<String> items, List<String> mix, int requests, int tracked) {}

    private static final List<Script> SCRIPTS = List.of(
            new Script("process", List.of("a.csv", "b.csv", "c.csv", "d.csv", "e.csv"), List.of("process"), 1, 1),
            new Script("sanity", List.of(""), List.of("draw-valid"), 1, 1),
            new Script("hammering", iterations(), List.of("draw-valid"), 100, 20),
            new Script("health", List.of(""), List.of("health"), 200, 200),
            new Script("sampling", List.of(""), List.of("draw-html", "draw-svg"), 20, 20),
            new Script("mixed-index", List.of(""), List.of("draw-valid", "draw-invalid"), 100, 20),
            new Script("ultrakill", iterations(), ultrakill(), 100, 5));

    private final SplittableRandom random;
    private final List<CaseResult> cases = new ArrayList<>();
    private final Map<String, Map<String, Tally>> tallies = new LinkedHashMap<>();
    private final Map<Long, long[]> seconds = new TreeMap<>();
    private final Map<Long, Histogram> latencies = new TreeMap<>();
    private final TimelineSeries series = TimelineSeries.of(SCRIPTS.stream()
            .flatMap(script ->
                    script.mix().stream().distinct().map(request -> new TimelineSeries.Key(script.name(), request, "")))
            .toList());
    private final Timeline course = new Timeline(series.keys().size());
    private double now = 0.8;

    SevenPhases(long seed) {
        random = new SplittableRandom(seed);
    }

    void play() {
        for (String variant : List.of("forced", "cached")) {
            for (Script script : SCRIPTS) {
                for (String item : script.items()) {
                    play(script, variant, item);
                }
            }
        }
    }

    private void play(Script script, String variant, String item) {
        String id = Case.id(script.name(), variant, item);
        boolean skipped = id.equals("ultrakill[cached-iter9]");
        Tally tally = new Tally();
        double start = now;
        if (script.name().equals("sanity")) {
            tally.slot("draw-valid", Kind.UNSCORED).complete(503, false, 900, 0, 30);
            tally.slot("draw-valid", Kind.UNSCORED).complete(503, false, 800, 0, 30);
        }
        double longest = skipped ? 0 : fire(script, variant, id, tally);
        tallies.computeIfAbsent(script.name(), p -> new LinkedHashMap<>())
                .computeIfAbsent(variant, v -> new Tally())
                .add(tally);
        Outcome outcome = outcome(id, skipped);
        cases.add(new CaseResult(
                id,
                script.name(),
                variant,
                item,
                outcome,
                reason(outcome),
                skipped ? null : SampleRuns.START.plusMillis((long) (start * 1000)),
                longest,
                1200,
                skipped ? 0 : random.nextLong(40, 900),
                tally.totals(),
                script.name().equals("process") ? Map.of("handle", 1L) : Map.of()));
        now += longest + 0.012;
    }

    private static Outcome outcome(String id, boolean skipped) {
        if (skipped) {
            return Outcome.SKIPPED;
        }
        return switch (id) {
            case "hammering[forced-iter3]", "ultrakill[forced-iter6]" -> Outcome.FAILED;
            case "process[forced-d.csv]" -> Outcome.ERROR;
            default -> Outcome.PASSED;
        };
    }

    private static String reason(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "";
            case FAILED -> "4 of 20 tracked requests failed (at most 1): 3 unexpected (status 500), 1 timeout";
            case ERROR -> "inputs/d.csv could not be read: it changed while it was sent";
            case SKIPPED -> "the run was stopped before it";
        };
    }

    /** Fires the requests of a case; gives the seconds until its last tracked one ended. */
    private double fire(Script script, String variant, String id, Tally tally) {
        double longest = 0.002;
        for (int k = 0; k < script.requests(); k++) {
            String request = script.mix().get(random.nextInt(script.mix().size()));
            Kind kind = k * script.tracked() / script.requests() == (k + 1) * script.tracked() / script.requests()
                    ? Kind.FIRE_AND_FORGET
                    : Kind.TRACKED;
            Tally.Slot slot = tally.slot(request, kind);
            if (id.equals("ultrakill[forced-iter6]") && k > 92) {
                slot.notSent(k > 96 ? "held" : "caseTimeout", 1);
                continue;
            }
            double ended = end(slot, request, variant, id, k);
            longest = kind == Kind.TRACKED ? Math.max(longest, ended) : longest;
        }
        return longest;
    }

    private double end(Tally.Slot slot, String request, String variant, String id, int k) {
        long service = service(request, variant);
        long held = k > 60 && variant.equals("forced") ? service * (k - 60) / 60 : 0;
        long lateness = 15 + random.nextInt(200);
        boolean bad = id.equals("hammering[forced-iter3]") || id.equals("ultrakill[forced-iter6]");
        int luck = random.nextInt(bad ? 100 : 2500);
        boolean failed = luck < 20 && (bad || luck < 4);
        double ended = (service + held + lateness) / 1e6;
        if (k < 40) {
            slot.connected(300 + random.nextInt(400));
        }
        if (luck < 3) {
            slot.timeout(5_000_000);
            ended = 5;
        } else if (luck < 5 && failed) {
            slot.error(luck == 3 ? "reset" : "connect");
        } else if (failed && luck == 5) {
            slot.unresolved();
        } else {
            int good = request.equals("draw-invalid") ? 404 : 200;
            slot.complete(failed ? 500 : good, !failed, service, held, lateness);
        }
        record(ended, failed || luck < 3);
        course(id, request, k, ended, luck < 3 ? Timeline.TIMEOUT : !failed ? "" : luck < 5 ? "reset" : "500");
        return ended;
    }

    private void course(String id, String request, int k, double ended, String failure) {
        int of = series.ofRequest(id.substring(0, id.indexOf('[')), request);
        course.sent(of, (long) (now * 1e6));
        long at = (long) ((now + ended) * 1e6);
        if (k < 40) {
            course.connected(of, at);
        }
        course.ended(of, at, failure, failure.equals("reset") ? -1 : (long) (ended * 1e9));
    }

    private void record(double ended, boolean failed) {
        seconds.computeIfAbsent((long) now, s -> new long[3])[0]++;
        long second = (long) (now + ended);
        long[] bucket = seconds.computeIfAbsent(second, s -> new long[3]);
        bucket[1]++;
        bucket[2] += failed ? 1 : 0;
        latencies.computeIfAbsent(second, s -> new Histogram(3)).recordValue((long) (ended * 1e6));
    }

    private long service(String request, String variant) {
        boolean forced = variant.equals("forced");
        double millis =
                switch (request) {
                    case "health" -> 2.5;
                    case "process", "process-forced" -> forced ? 1900 : 70;
                    case "process-cached" -> 66;
                    case "draw-invalid" -> 7;
                    case "draw-html" -> forced ? 480 : 52;
                    default -> forced ? 390 : 38;
                };
        double gauss = random.nextGaussian();
        double spike = random.nextInt(200) == 0 ? 4 : 1;
        return Math.max(300, (long) (1000 * millis * spike * Math.exp(0.32 * gauss)));
    }

    RunResult result(
            String name, Verdict verdict, String message, List<ThresholdResult> thresholds, List<Sample> samples) {
        Tally all = new Tally();
        List<PhaseResult> phases = new ArrayList<>();
        List<HistogramEntry> histograms = new ArrayList<>();
        tallies.forEach((phase, variants) -> {
            variants.forEach((variant, tally) -> {
                all.add(tally);
                histograms.addAll(tally.histograms(phase, variant));
            });
            phases.add(phase(phase, variants));
        });
        return new RunResult(
                new Execution(
                        name,
                        7,
                        SampleRuns.START,
                        SampleRuns.START.plusMillis((long) (now * 1000) + 400),
                        4,
                        0,
                        true,
                        List.of(new Pause(SampleRuns.START.plusSeconds(21), 4.5, "suspended by the user"))),
                new Judgement(verdict, message, thresholds, null),
                new Measurements(
                        all.totals().with(Tally.scores(List.of(all), 40, null)),
                        19.25,
                        phases,
                        cases,
                        timeline(),
                        histograms,
                        List.of(),
                        OverTimeTable.of(series, List.of(course), 450, 10_000)
                                .withPlanned(List.of(new OverTime.Planned(
                                        "health",
                                        false,
                                        List.of(20L, 21L, 22L),
                                        List.of(100.0, 100.0, 50.0),
                                        Map.of("health", 1.0))))),
                new SingleRequests(samples, List.of(), null),
                List.of(
                        "Worker 2 was throttled by its CPU limit for 0.4 s in hammering.",
                        "Garbage collection paused" + " worker 1 for 38 ms."));
    }

    private PhaseResult phase(String phase, Map<String, Tally> variants) {
        Tally both = new Tally();
        List<VariantResult> results = new ArrayList<>();
        variants.forEach((variant, tally) -> {
            both.add(tally);
            double rps = 40 + 100 * random.nextDouble();
            results.add(new VariantResult(variant, outcomes(phase, variant), tally.totals(), rps));
        });
        String invalid = phase.equals("mixed-index")
                ? "mixed-index: the load generator itself sent 6 of 200 requests (3 %) more than 250 ms late"
                : "";
        double rps = 80 + 60 * random.nextDouble();
        return new PhaseResult(phase, "", outcomes(phase, ""), scored(both), rps, 880, invalid, results);
    }

    private static Totals scored(Tally tally) {
        Scores scores = Tally.scores(List.of(tally), 6, null);
        return tally.totals().with(Scores.of(scores.all()));
    }

    private Map<Outcome, Integer> outcomes(String phase, String variant) {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (CaseResult item : cases) {
            if (item.phase().equals(phase)
                    && (variant.isEmpty() || item.variant().equals(variant))) {
                outcomes.merge(item.outcome(), 1, Integer::sum);
            }
        }
        return outcomes;
    }

    private List<TimelineBucket> timeline() {
        List<TimelineBucket> buckets = new ArrayList<>();
        seconds.forEach((second, counts) -> {
            Histogram histogram = latencies.get(second);
            long p99 = histogram == null ? 0 : histogram.getValueAtPercentile(99);
            buckets.add(new TimelineBucket(second, counts[0], counts[1], counts[2], p99));
        });
        return buckets;
    }

    private static List<String> iterations() {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            items.add("iter" + i);
        }
        return items;
    }

    private static List<String> ultrakill() {
        List<String> mix = new ArrayList<>(List.of("draw-valid", "draw-invalid", "process-forced", "process-cached"));
        for (int i = 0; i < 5; i++) {
            mix.add("health");
        }
        return mix;
    }
}
