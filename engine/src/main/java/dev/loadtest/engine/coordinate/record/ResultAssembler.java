package dev.loadtest.engine.coordinate.record;

import dev.loadtest.engine.coordinate.cases.CaseRun;
import dev.loadtest.engine.coordinate.cases.Decisions;
import dev.loadtest.engine.coordinate.cases.PhaseSequence;
import dev.loadtest.engine.coordinate.cases.RunBooks;
import dev.loadtest.engine.coordinate.workers.WorkerLink;
import dev.loadtest.engine.coordinate.workers.WorkerSet;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Phase;
import dev.loadtest.engine.plan.Trace;
import dev.loadtest.engine.plan.Variant;
import dev.loadtest.engine.result.Lateness;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.RunResult.CaseResult;
import dev.loadtest.engine.result.RunResult.Execution;
import dev.loadtest.engine.result.RunResult.HistogramEntry;
import dev.loadtest.engine.result.RunResult.Judgement;
import dev.loadtest.engine.result.RunResult.Measurements;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.SingleRequests;
import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.result.RunResult.VariantResult;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.result.Verdicts;
import dev.loadtest.engine.result.block.PhasePrint;
import dev.loadtest.engine.result.exemplar.Exemplars;
import dev.loadtest.engine.result.threshold.Accumulators;
import dev.loadtest.engine.result.timeline.Timeline;
import dev.loadtest.engine.run.WorkerReport;
import dev.loadtest.engine.run.health.GeneratorFaults;
import dev.loadtest.engine.run.transport.ErrorCause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Assembles the result of a finished run. */
public final class ResultAssembler {
    private static final int TIMELINE_BUCKETS = 3_600;
    /** Maximum buckets of a series: about one for each pixel of a chart. */
    private static final int SERIES_BUCKETS = 450;
    /** Maximum cells of all series: about 100 bytes each in a page. */
    private static final int SERIES_CELLS = 10_000;

    private static final int NAMED_CASES = 5;

    private final LoadPlan plan;
    private final PhaseSequence sequence;
    private final RunBooks books;
    private final Decisions decisions;
    private final RunLog log;
    private final WorkerSet workers;
    private final Exemplars exemplars;
    private final RunCourse course;

    public ResultAssembler(Run run) {
        this.plan = run.plan();
        this.sequence = run.sequence();
        this.books = run.books();
        this.decisions = run.decisions();
        this.log = run.log();
        this.workers = run.workers();
        this.exemplars = run.exemplars();
        this.course = RunCourse.of(run);
    }

    public RunResult assemble() {
        List<ThresholdResult> thresholds = decisions.finalResults();
        List<PhaseResult> phases = plan.phases().stream()
                .filter(phase -> !cases(phase.name(), null).isEmpty())
                .map(this::phase)
                .toList();
        fileReasons(phases, thresholds);
        Verdicts.Reasons reasons = log.reasons().all();
        List<String> notes = new RunNotes(plan, log, workers).notes(phases);
        return new RunResult(
                new Execution(
                        plan.name(),
                        plan.seed(),
                        log.startTime(),
                        log.now(),
                        workers.places(),
                        workers.lost(),
                        plan.routes().stream().anyMatch(target -> target.tls().insecureSkipVerify()),
                        log.pauses()),
                new Judgement(Verdicts.verdict(reasons), Verdicts.message(reasons), thresholds, null),
                new Measurements(
                        books.closed().totals().with(books.closed().scores(targets())),
                        books.closed().rps(),
                        phases,
                        sequence.cases().stream()
                                .map(item -> caseResult(item, log))
                                .toList(),
                        Timeline.buckets(
                                workers.all().stream().map(WorkerLink::timeline).toList(), TIMELINE_BUCKETS),
                        histograms(),
                        blocks(),
                        course.overTime(SERIES_BUCKETS, SERIES_CELLS)),
                new SingleRequests(
                        sequence.cases().stream()
                                .flatMap(item -> item.samples().stream())
                                .toList(),
                        exemplars.lists(plan.phases().stream().map(Phase::name).toList(), log.origin(), traceUrl()),
                        null),
                notes);
    }

    private List<BlockEntry> blocks() {
        return plan.variants().stream()
                .flatMap(
                        variant -> plan.phases().stream()
                                .flatMap(phase -> books
                                        .blocks()
                                        .entries(phase.name(), variant.name(), PhasePrint.of(plan, phase, variant))
                                        .stream()))
                .toList();
    }

    /** The name of a request's target; null for a plan with one target. */
    private @Nullable UnaryOperator<String> targets() {
        return plan.targets().others().isEmpty()
                ? null
                : request -> plan.request(request).target();
    }

    private String traceUrl() {
        Trace trace = plan.trace();
        return trace == null ? "" : trace.url();
    }

    /** In order of the plan: phases that run at once close in any order. */
    private List<HistogramEntry> histograms() {
        List<String> variants = plan.variants().stream().map(Variant::name).toList();
        List<String> phases = plan.phases().stream().map(Phase::name).toList();
        return books.closed().histograms().stream()
                .sorted(Comparator.<HistogramEntry>comparingInt(entry -> variants.indexOf(entry.variant()))
                        .thenComparingInt(entry -> phases.indexOf(entry.phase())))
                .toList();
    }

    private void fileReasons(List<PhaseResult> phases, List<ThresholdResult> thresholds) {
        for (PhaseResult phase : phases) {
            if (!phase.invalid().isEmpty()) {
                log.reasons().invalid(phase.invalid());
            }
        }
        for (ThresholdResult threshold : thresholds) {
            // A threshold that ended the run is listed with its value at that time.
            if (threshold.result() == ThresholdResult.Result.FAILED
                    && !log.reasons().saysFailed(threshold.subject() + ": ")) {
                log.reasons().failed(threshold.sentence());
            }
        }
        List<CaseRun> failed = sequence.cases().stream()
                .filter(item -> item.outcome() != Outcome.PASSED)
                .toList();
        if (!failed.isEmpty()) {
            String named = String.join(
                    ", ",
                    failed.stream()
                            .limit(NAMED_CASES)
                            .map(item -> item.item().id() + " " + item.outcome())
                            .toList());
            log.reasons()
                    .failed(failed.size() + " of " + sequence.cases().size() + " cases did not pass: " + named
                            + (failed.size() > NAMED_CASES ? ", …" : ""));
        }
    }

    private List<CaseRun> cases(String phase, @Nullable String variant) {
        return sequence.cases().stream()
                .filter(item -> item.item().phase().equals(phase)
                        && (variant == null || item.item().variant().equals(variant)))
                .toList();
    }

    private PhaseResult phase(Phase phase) {
        Accumulators closed = books.closed();
        List<CaseRun> cases = cases(phase.name(), null);
        TallySheet sheet = closed.sheet(phase.name());
        return new PhaseResult(
                phase.name(),
                phase.group(),
                outcomes(cases),
                sheet.totals().with(closed.scores(phase.name())),
                closed.rps(phase.name()),
                cases.stream().mapToLong(CaseRun::startSkewNanos).max().orElse(0) / 1_000,
                String.join("; ", invalid(phase, sheet)),
                sequence.phases().stream()
                        .filter(run -> run.phase().name().equals(phase.name()))
                        .map(run -> new VariantResult(
                                run.variant(),
                                outcomes(run.cases()),
                                closed.totals(phase.name(), run.variant()),
                                closed.rps(phase.name(), run.variant())))
                        .toList());
    }

    /** Why the phase's numbers must not be believed, one sentence each. */
    private List<String> invalid(Phase phase, TallySheet sheet) {
        Map<Integer, List<GeneratorFaults>> faults = faults();
        List<String> reasons = new ArrayList<>();
        Lateness.invalid(
                        phase.name(),
                        sheet.scored(Tally::sent),
                        sheet.scored(Tally::late),
                        phase.maxLateness(),
                        sheet.worstLatenessMicros())
                .ifPresent(reasons::add);
        FaultText.limits(phase.name(), sheet.errors(ErrorCause.GENERATOR.label()), sheet.sent(), faults)
                .ifPresent(reasons::add);
        reasons.addAll(FaultText.standstills(phase.name(), faults));
        return reasons;
    }

    /** Faults that workers report about themselves, by index; several of one index if it was replaced. */
    private Map<Integer, List<GeneratorFaults>> faults() {
        Map<Integer, List<GeneratorFaults>> faults = new TreeMap<>();
        for (WorkerLink link : workers.all()) {
            WorkerReport last = link.latest();
            if (last != null) {
                faults.computeIfAbsent(link.index(), any -> new ArrayList<>()).add(last.faults());
            }
        }
        return faults;
    }

    private static Map<Outcome, Integer> outcomes(List<CaseRun> cases) {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (CaseRun item : cases) {
            Outcome outcome = item.outcome();
            if (outcome != null) {
                outcomes.merge(outcome, 1, Integer::sum);
            }
        }
        return outcomes;
    }

    /** A case for the results; numbers of an ended one may grow until the end of the drain. */
    public static CaseResult caseResult(CaseRun item, RunLog log) {
        Outcome outcome = item.outcome();
        if (outcome == null) {
            throw new IllegalStateException(item.item().id() + " has not ended");
        }
        return new CaseResult(
                item.item().id(),
                item.item().phase(),
                item.item().variant(),
                item.item().item(),
                outcome,
                item.reason(),
                item.started() ? log.instant(item.startNanos()) : null,
                item.started() ? Math.max(0, item.endNanos() - item.startNanos()) / 1e9 : 0,
                item.gapNanos() / 1_000,
                item.startSkewNanos() / 1_000,
                item.totals(),
                item.captures());
    }
}
