package dev.loadtest.engine.result;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.baseline.BaselineResult;
import dev.loadtest.engine.result.exemplar.ExemplarList;
import dev.loadtest.engine.result.wire.BlockState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finished run, the input of all reports.
 *
 * @param notes remarks on the measurement, such as a cause of lateness; one sentence each
 */
public record RunResult(
        Execution execution,
        Judgement judgement,
        Measurements measurements,
        SingleRequests singleRequests,
        List<String> notes) {

    public RunResult {
        notes = List.copyOf(notes);
    }

    /**
     * What ran, where and when.
     *
     * @param name of the plan
     * @param workers number of workers at the start
     * @param workersLost number of lost workers
     * @param insecureSkipVerify whether the certificate of any target was not checked
     */
    public record Execution(
            String name,
            long seed,
            Instant startTime,
            Instant completionTime,
            int workers,
            int workersLost,
            boolean insecureSkipVerify,
            List<Pause> pauses) {
        public Execution {
            pauses = List.copyOf(pauses);
        }
    }

    /**
     * The verdict, and what it was made of.
     *
     * @param message all reasons of the verdict, one sentence each
     * @param baseline the comparison with an earlier run; null for none
     */
    public record Judgement(
            Verdict verdict,
            String message,
            List<ThresholdResult> thresholds,
            @Nullable BaselineResult baseline) {
        public Judgement {
            thresholds = List.copyOf(thresholds);
        }

        /** Without thresholds and baseline. */
        public static Judgement of(Verdict verdict, String message) {
            return new Judgement(verdict, message, List.of(), null);
        }

        /** The same thresholds and baseline under another verdict. */
        public Judgement with(Verdict decided, String reasons) {
            return new Judgement(decided, reasons, thresholds, baseline);
        }
    }

    /**
     * Counts and times.
     *
     * @param rps complete scored responses a second over the time in which any phase ran; 0 without any
     * @param phases in plan order, those with a selected case
     * @param cases in plan order, the selected ones
     * @param blocks in plan order, and by request name and kind
     * @param overTime by phase and request, coarser than the timeline
     */
    public record Measurements(
            Totals totals,
            double rps,
            List<PhaseResult> phases,
            List<CaseResult> cases,
            List<TimelineBucket> timeline,
            List<HistogramEntry> histograms,
            List<BlockEntry> blocks,
            OverTime overTime) {
        public static final Measurements NONE = of(new Totals(Books.EMPTY, Map.of()), 0, List.of(), List.of());

        public Measurements {
            phases = List.copyOf(phases);
            cases = List.copyOf(cases);
            timeline = List.copyOf(timeline);
            histograms = List.copyOf(histograms);
            blocks = List.copyOf(blocks);
        }

        /** The same with another course over time. */
        public Measurements with(OverTime other) {
            return new Measurements(totals, rps, phases, cases, timeline, histograms, blocks, other);
        }

        /** The same with these blocks. */
        public Measurements withBlocks(List<BlockEntry> others) {
            return new Measurements(totals, rps, phases, cases, timeline, histograms, others, overTime);
        }

        /** Without timeline, histograms, blocks and course over time. */
        public static Measurements of(Totals totals, double rps, List<PhaseResult> phases, List<CaseResult> cases) {
            return new Measurements(totals, rps, phases, cases, List.of(), List.of(), List.of(), OverTime.NONE);
        }
    }

    /**
     * Requests that are shown one by one.
     *
     * @param samples saved responses, in plan order of their cases
     * @param exemplars of each phase, in plan order, and of each request by name
     * @param log result of the log of single requests; null for a run without one
     */
    public record SingleRequests(
            List<Sample> samples,
            List<ExemplarList> exemplars,
            @Nullable RequestLogResult log) {
        public static final SingleRequests NONE = of(List.of());

        public SingleRequests {
            samples = List.copyOf(samples);
            exemplars = List.copyOf(exemplars);
        }

        /** Without samples and log. */
        public static SingleRequests of(List<ExemplarList> exemplars) {
            return new SingleRequests(List.of(), exemplars, null);
        }
    }

    public String name() {
        return execution.name();
    }

    public long seed() {
        return execution.seed();
    }

    public Instant startTime() {
        return execution.startTime();
    }

    public Instant completionTime() {
        return execution.completionTime();
    }

    public int workers() {
        return execution.workers();
    }

    public int workersLost() {
        return execution.workersLost();
    }

    public boolean insecureSkipVerify() {
        return execution.insecureSkipVerify();
    }

    public List<Pause> pauses() {
        return execution.pauses();
    }

    public Verdict verdict() {
        return judgement.verdict();
    }

    public String message() {
        return judgement.message();
    }

    public List<ThresholdResult> thresholds() {
        return judgement.thresholds();
    }

    public @Nullable BaselineResult baseline() {
        return judgement.baseline();
    }

    public Totals totals() {
        return measurements.totals();
    }

    public double rps() {
        return measurements.rps();
    }

    public List<PhaseResult> phases() {
        return measurements.phases();
    }

    public List<CaseResult> cases() {
        return measurements.cases();
    }

    public List<TimelineBucket> timeline() {
        return measurements.timeline();
    }

    public List<HistogramEntry> histograms() {
        return measurements.histograms();
    }

    public List<BlockEntry> blocks() {
        return measurements.blocks();
    }

    public OverTime overTime() {
        return measurements.overTime();
    }

    public List<Sample> samples() {
        return singleRequests.samples();
    }

    public List<ExemplarList> exemplars() {
        return singleRequests.exemplars();
    }

    public @Nullable RequestLogResult requestLog() {
        return singleRequests.log();
    }

    /** The same, executed otherwise. */
    public RunResult with(Execution other) {
        return new RunResult(other, judgement, measurements, singleRequests, notes);
    }

    /** The same, judged otherwise. */
    public RunResult with(Judgement other) {
        return new RunResult(execution, other, measurements, singleRequests, notes);
    }

    /** The same with other measurements. */
    public RunResult with(Measurements other) {
        return new RunResult(execution, judgement, other, singleRequests, notes);
    }

    /** The same with other requests shown. */
    public RunResult with(SingleRequests other) {
        return new RunResult(execution, judgement, measurements, other, notes);
    }

    /**
     * The same with the verdict Error.
     *
     * @param reason stands before the other reasons, unless it is one of them
     */
    public RunResult withError(String reason) {
        String all = message().isEmpty() ? reason : reason + "; " + message();
        return with(judgement.with(Verdict.ERROR, message().contains(reason) ? message() : all));
    }

    /** The same with a log of its requests; what the log lacks becomes a note. */
    public RunResult withRequestLog(RequestLogResult log) {
        List<String> all = new ArrayList<>(notes);
        if (!log.loss().isEmpty()) {
            all.add(log.loss());
        }
        return new RunResult(execution, judgement, measurements, new SingleRequests(samples(), exemplars(), log), all);
    }

    /** The same with a comparison, and with the verdict that follows from it. */
    public RunResult withBaseline(BaselineResult compared, Verdict decided, String reasons) {
        return with(new Judgement(decided, reasons, thresholds(), compared));
    }

    /** A pause of the schedule's clock. */
    public record Pause(Instant startTime, double seconds, String reason) {}

    /**
     * Books, in total, by request name and by journey name.
     *
     * @param books of all requests, those of journeys' steps included
     * @param journeys the books of journeys as wholes: sent means begun there, succeeded completed, errors failed, by the
     *     request of the step that ended them, and both latencies are durations
     * @param scores of a run and of its phases; {@link Scores#NONE} of variants and cases
     */
    public record Totals(Books books, Map<String, Books> requests, Map<String, Books> journeys, Scores scores) {
        public Totals {
            requests = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(requests));
            journeys = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(journeys));
        }

        /** Totals without scores. */
        public Totals(Books books, Map<String, Books> requests, Map<String, Books> journeys) {
            this(books, requests, journeys, Scores.NONE);
        }

        /** Books without journeys. */
        public Totals(Books books, Map<String, Books> requests) {
            this(books, requests, Map.of());
        }

        /** The same books with scores. */
        public Totals with(Scores scores) {
            return new Totals(books, requests, journeys, scores);
        }

        /** Whether all books close, those of requests and those of journeys. */
        public boolean close() {
            return books.close() && journeys.values().stream().allMatch(Books::close);
        }
    }

    /**
     * Scored requests, or journeys, of one name or scope: tracked and fire-and-forget ones merged.
     *
     * @param entry counts, merged latencies and bytes
     * @param rps complete responses, or completed journeys, a second: over the union of the times from first send to last
     *     end in each phase and variant; 0 without any
     */
    public record Scored(Books.Entry entry, double rps) {
        public static final Scored NONE = new Scored(Books.Entry.NONE, 0);
    }

    /**
     * Scored requests merged over kinds.
     *
     * @param all of the scope
     * @param requests by name; empty for a phase
     * @param journeys by name; empty for a phase
     * @param targets by name of the target; empty for a phase, and for a plan with one target
     */
    public record Scores(
            Scored all, Map<String, Scored> requests, Map<String, Scored> journeys, Map<String, Scored> targets) {
        public static final Scores NONE = new Scores(Scored.NONE, Map.of(), Map.of(), Map.of());

        public Scores {
            requests = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(requests));
            journeys = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(journeys));
            targets = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(targets));
        }

        /** Of a phase. */
        public static Scores of(Scored all) {
            return new Scores(all, Map.of(), Map.of(), Map.of());
        }
    }

    /**
     * A phase over all its variants.
     *
     * @param group empty for a phase that ran alone
     * @param rps complete scored responses a second, from first send to last end, over the times of its variants; 0
     *     without any
     * @param invalid why its numbers must not be believed; empty if they are valid
     * @param variants the same for each variant
     */
    public record PhaseResult(
            String name,
            String group,
            Map<Outcome, Integer> outcomes,
            Totals totals,
            double rps,
            long worstStartSkewMicros,
            String invalid,
            List<VariantResult> variants) {
        public PhaseResult {
            outcomes = Map.copyOf(outcomes);
            variants = List.copyOf(variants);
        }
    }

    /** One phase in one variant. */
    public record VariantResult(String variant, Map<Outcome, Integer> outcomes, Totals totals, double rps) {
        public VariantResult {
            outcomes = Map.copyOf(outcomes);
        }
    }

    /**
     * A case.
     *
     * @param reason empty for a passed case
     * @param startTime null for a case that never started
     * @param seconds from its start to its end, including pauses
     * @param gapMicros from the end of the previous case to its start
     * @param startSkewMicros difference between the first and the last worker to start it
     * @param captured number of captured values, by name
     */
    public record CaseResult(
            String id,
            String phase,
            String variant,
            String item,
            Outcome outcome,
            String reason,
            @Nullable Instant startTime,
            double seconds,
            long gapMicros,
            long startSkewMicros,
            Totals totals,
            Map<String, Long> captured) {
        public CaseResult {
            captured = Map.copyOf(captured);
        }
    }

    /**
     * A threshold.
     *
     * @param phase the phase that lists it; null for the run's own
     * @param variant for which it was decided; null for the run's own and in a plan without variants
     * @param value in the threshold's unit; null without data
     */
    public record ThresholdResult(
            Threshold threshold,
            @Nullable String phase,
            @Nullable String variant,
            @Nullable Double value,
            Result result,
            String reason) {

        /** Prefix in a message of the run: phase, if any, and expression. */
        public String subject() {
            String of = variant == null || variant.isEmpty() ? "" : "[" + variant + "]";
            return (phase == null ? "" : phase + of + ": ") + threshold.expr();
        }

        /** The reason in a message of the run. */
        public String sentence() {
            return subject() + reason.substring(threshold.expr().length());
        }

        public enum Result {
            PASSED("Passed"),
            FAILED("Failed"),
            NOT_SELECTED("NotSelected");

            private final String label;

            Result(String label) {
                this.label = label;
            }

            public String label() {
                return label;
            }
        }
    }

    /**
     * Scored requests in a stretch of time.
     *
     * @param second its start, from the start of the run
     * @param p99Micros of the responses that ended in it
     */
    public record TimelineBucket(long second, long sent, long ended, long failures, long p99Micros) {}

    /**
     * Parts of the scored requests of a phase and variant, see {@code BlockRange}.
     *
     * @param print what runs must have in common for their blocks to hold the same requests, but for the seed
     * @param blocks those that are not empty, by index
     */
    public record BlockEntry(
            String phase, String variant, String request, Kind kind, String print, List<BlockState> blocks) {
        public BlockEntry {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * A merged histogram, in microseconds.
     *
     * @param request empty for a journey's
     * @param journey empty for a request's
     * @param clock response, service or first byte; of a journey, its duration from the planned begin or from the actual one
     * @param histogram HdrHistogram V2, compressed, base64
     */
    public record HistogramEntry(
            String phase,
            String variant,
            String request,
            String journey,
            Kind kind,
            Threshold.Time clock,
            String histogram) {
        public HistogramEntry(
                String phase, String variant, String request, Kind kind, Threshold.Time clock, String histogram) {
            this(phase, variant, request, "", kind, clock, histogram);
        }
    }
}
