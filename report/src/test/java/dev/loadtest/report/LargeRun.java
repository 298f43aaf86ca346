package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.OverTime;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.RunResult.CaseResult;
import dev.loadtest.engine.result.RunResult.Execution;
import dev.loadtest.engine.result.RunResult.HistogramEntry;
import dev.loadtest.engine.result.RunResult.Judgement;
import dev.loadtest.engine.result.RunResult.Measurements;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.Scored;
import dev.loadtest.engine.result.RunResult.Scores;
import dev.loadtest.engine.result.RunResult.SingleRequests;
import dev.loadtest.engine.result.RunResult.TimelineBucket;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.result.RunResult.VariantResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.result.exemplar.ExemplarLimits;
import dev.loadtest.engine.result.exemplar.ExemplarList;
import dev.loadtest.engine.result.timeline.OverTimeTable;
import dev.loadtest.engine.result.timeline.Timeline;
import dev.loadtest.engine.result.timeline.TimelineSeries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An hour's run of many requests, with as much of everything as the engine keeps of it. Equal calls give equal runs. */
public final class LargeRun {
    /** Buckets of a report, as the coordinator asks for them. */
    private static final int BUCKETS = 450;

    private static final int CELLS = 10_000;

    private static final int SECONDS = 3_600;
    private static final int WORKERS = 2;
    /** Requests a second of a worker. */
    private static final long RATE = 80;

    private static final int CASES = 1_200;
    private static final List<Tally> PROTOTYPES = prototypes();

    private final SplittableRandom random = new SplittableRandom(1);
    private final int phases;
    private final int requests;
    private final int blocks;
    private final List<PhaseResult> ofPhases = new ArrayList<>();
    private final List<HistogramEntry> histograms = new ArrayList<>();
    private final List<BlockEntry> ofBlocks = new ArrayList<>();
    private final List<ExemplarList> exemplars = new ArrayList<>();
    private final List<CaseResult> cases = new ArrayList<>();

    private LargeRun(int phases, int requests, int blocks) {
        this.phases = phases;
        this.requests = requests;
        this.blocks = blocks;
    }

    /**
     * A run whose phases send different requests.
     *
     * @param requests of each phase
     * @param blocks of each request; 0 for none
     */
    public static RunResult of(int phases, int requests, int blocks) {
        return new LargeRun(phases, requests, blocks).result();
    }

    private static String phase(int phase) {
        return "phase-" + phase;
    }

    private String request(int phase, int request) {
        return "request-number-" + (phase * requests + request);
    }

    private RunResult result() {
        IntStream.range(0, phases).forEach(this::play);
        Map<String, Books> books = new TreeMap<>();
        Map<String, Scored> scores = new TreeMap<>();
        ofPhases.forEach(phase -> books.putAll(phase.totals().requests()));
        ofPhases.forEach(phase -> scores.putAll(phase.totals().scores().requests()));
        Totals any = PROTOTYPES.getFirst().totals();
        return new RunResult(
                new Execution(
                        "an-hour",
                        7,
                        SampleRuns.START,
                        SampleRuns.START.plusSeconds(SECONDS),
                        WORKERS,
                        0,
                        false,
                        List.of()),
                Judgement.of(Verdict.FAILED, "Threshold p99 < 1s failed: 1.2 s."),
                new Measurements(
                        new Totals(any.books(), books).with(new Scores(scored(0), scores, Map.of(), Map.of())),
                        400,
                        ofPhases,
                        cases,
                        timeline(),
                        histograms,
                        ofBlocks,
                        overTime()),
                SingleRequests.of(exemplars),
                List.of());
    }

    /** Tallies of one request, of which each request has one: a thousand of their own would not fit a test's memory. */
    private static List<Tally> prototypes() {
        SplittableRandom random = new SplittableRandom(2);
        return Stream.generate(() -> {
                    Tally tally = new Tally();
                    Tally.Slot slot = tally.slot("any", Kind.TRACKED);
                    for (int k = 0; k < 1_000; k++) {
                        if (k % 100 == 0) {
                            slot.timeout(5_000_000);
                        } else {
                            boolean failed = k % 50 == 1;
                            slot.complete(failed ? 503 : 200, !failed, micros(random), 0, 20);
                        }
                    }
                    return tally;
                })
                .limit(20)
                .toList();
    }

    private static Tally prototype(int request) {
        return PROTOTYPES.get(request % PROTOTYPES.size());
    }

    private static Scored scored(int request) {
        return new Scored(prototype(request).totals().books().kind(Kind.TRACKED), 0.25);
    }

    private void play(int phase) {
        Map<String, Books> books = new TreeMap<>();
        Map<String, Scored> scores = new TreeMap<>();
        BlockSheet sheet = new BlockSheet();
        for (int i = 0; i < requests; i++) {
            String request = request(phase, i);
            books.put(request, prototype(i).totals().books());
            scores.put(request, scored(i));
            for (HistogramEntry entry : prototype(i).histograms(phase(phase), "")) {
                histograms.add(
                        new HistogramEntry(entry.phase(), "", request, entry.kind(), entry.clock(), entry.histogram()));
            }
            for (int block = 0; block < blocks; block++) {
                for (int k = 0; k < 50; k++) {
                    sheet.row(request, Kind.TRACKED).at(block).sent();
                    sheet.row(request, Kind.TRACKED).at(block).ended(k == 0, micros(random) * 1_000);
                }
            }
            exemplars(phase(phase), request);
        }
        sheet.state()
                .lines()
                .forEach(line -> ofBlocks.add(new BlockEntry(
                        phase(phase), "", line.request(), line.kind(), "0123456789abcdef", line.blocks())));
        Totals totals = new Totals(prototype(phase).totals().books(), books);
        Map<Outcome, Integer> outcomes = Map.of(Outcome.PASSED, CASES / phases);
        ofPhases.add(new PhaseResult(
                phase(phase),
                "",
                outcomes,
                totals.with(new Scores(scored(phase), scores, Map.of(), Map.of())),
                200,
                120,
                "",
                List.of(new VariantResult("", outcomes, totals, 200))));
        for (int i = 0; i < CASES / phases; i++) {
            String item = "iter" + i;
            cases.add(new CaseResult(
                    phase(phase) + "[" + item + "]",
                    phase(phase),
                    "",
                    item,
                    Outcome.PASSED,
                    "",
                    SampleRuns.START.plusSeconds(i),
                    1,
                    0,
                    12,
                    SampleRuns.small().totals(),
                    Map.of()));
        }
    }

    private static long micros(SplittableRandom random) {
        return (long) (30_000 * Math.exp(random.nextGaussian() * 0.8));
    }

    private void exemplars(String phase, String request) {
        ExemplarLimits limits = ExemplarLimits.ofPairs((long) phases * requests);
        List<Exemplar> slowest = new ArrayList<>();
        List<Exemplar> failed = new ArrayList<>();
        for (int k = 0; k < limits.each(); k++) {
            slowest.add(exemplar(phase, request, k, new Exemplar.End(Exemplar.Outcome.SUCCEEDED, 200, "", ""), limits));
            String reason = "expected status 2xx, found 503";
            failed.add(exemplar(
                    phase, request, k, new Exemplar.End(Exemplar.Outcome.UNEXPECTED, 503, "", reason), limits));
        }
        this.exemplars.add(new ExemplarList(phase, request, SampleRuns.START, slowest, failed));
    }

    /** Its body is as long as it may be, and hardly gets smaller by compression. */
    private Exemplar exemplar(String phase, String request, int k, Exemplar.End end, ExemplarLimits limits) {
        byte[] bytes = new byte[limits.bytes() * 3 / 4];
        random.nextBytes(bytes);
        String body = Base64.getEncoder().encodeToString(bytes);
        List<Exemplar.Header> headers = List.of(
                new Exemplar.Header("Content-Type", "text/plain; charset=" + StandardCharsets.UTF_8),
                new Exemplar.Header("Date", "Thu, 15 Jan 2026 09:30:00 GMT"));
        return new Exemplar(
                new Exemplar.Sent(phase, phase, k, "", 0, 0, request, Kind.TRACKED, Map.of("id", "7")),
                new Exemplar.Times(1_500_000, 12, 300, 180, 900, 2_000, 2_312),
                end,
                new Exemplar.Answer(headers, body, true, ""));
    }

    private List<TimelineBucket> timeline() {
        return IntStream.range(0, SECONDS)
                .mapToObj(second ->
                        new TimelineBucket(second, 400, 400, random.nextInt(9), 80_000 + random.nextInt(9_000)))
                .toList();
    }

    /** One phase after another, as the engine records them. */
    private OverTime overTime() {
        TimelineSeries series = TimelineSeries.of(IntStream.range(0, phases)
                .boxed()
                .flatMap(phase -> IntStream.range(0, requests)
                        .mapToObj(i -> new TimelineSeries.Key(phase(phase), request(phase, i), "")))
                .toList());
        List<Timeline> workers = IntStream.range(0, WORKERS)
                .mapToObj(worker -> new Timeline(series.keys().size()))
                .toList();
        for (Timeline worker : workers) {
            worker.shareAmong(WORKERS);
            for (long n = 0; n < RATE * SECONDS; n++) {
                long at = n * 1_000_000 / RATE;
                int phase = (int) (n * phases / (RATE * SECONDS));
                int of = series.ofRequest(phase(phase), request(phase, random.nextInt(requests)));
                worker.sent(of, at);
                int luck = random.nextInt(400);
                String failure = luck == 0 ? Timeline.TIMEOUT : luck < 3 ? Timeline.cause(500 + luck) : "";
                worker.ended(of, at, failure, micros(random) * 1_000);
            }
        }
        return OverTimeTable.of(series, workers, BUCKETS, CELLS);
    }
}
