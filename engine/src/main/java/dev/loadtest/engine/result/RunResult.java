package dev.loadtest.engine.result;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Threshold;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finished run: all that reports are made of.
 *
 * @param message all reasons for the verdict, a sentence each
 * @param workers how many shared the load at the start
 * @param workersLost how many were lost
 * @param insecureSkipVerify whether the target's certificate was not checked
 * @param notes what a reader should know of the measurement, such as a cause of lateness; a sentence each
 * @param rps complete scored responses a second over the time in which any phase ran; 0 without any
 * @param phases in plan order, those with a selected case
 * @param cases in plan order, the selected ones
 */
public record RunResult(
        String name,
        Verdict verdict,
        String message,
        long seed,
        Instant startTime,
        Instant completionTime,
        int workers,
        int workersLost,
        boolean insecureSkipVerify,
        List<Pause> pauses,
        List<String> notes,
        Totals totals,
        double rps,
        List<PhaseResult> phases,
        List<CaseResult> cases,
        List<ThresholdResult> thresholds,
        List<TimelineBucket> timeline,
        List<HistogramEntry> histograms,
        List<Sample> samples) {

    public RunResult {
        pauses = List.copyOf(pauses);
        notes = List.copyOf(notes);
        phases = List.copyOf(phases);
        cases = List.copyOf(cases);
        thresholds = List.copyOf(thresholds);
        timeline = List.copyOf(timeline);
        histograms = List.copyOf(histograms);
        samples = List.copyOf(samples);
    }

    /** A time in which the schedule's clock stood still. */
    public record Pause(Instant startTime, double seconds, String reason) {}

    /** The books of something, and of each request in it by name. */
    public record Totals(Books books, Map<String, Books> requests) {
        public Totals {
            requests = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(requests));
        }
    }

    /**
     * A phase over all its variants.
     *
     * @param rps complete scored responses a second, from the first send to the last end, over its variants' times; 0
     *     without any
     * @param invalid why its numbers must not be believed; empty where they may be
     * @param variants the same, each variant alone
     */
    public record PhaseResult(
            String name,
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
     * @param seconds from its start to its end, pauses included
     * @param gapMicros from the end of the case before it to its start
     * @param startSkewMicros between the first and the last worker to start it
     * @param captured how many values were captured, by name
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
     * @param phase of which phase's list it stands in; null for the run's own
     * @param variant the variant it was decided for, null for the run's own and in a plan without variants
     * @param value in the threshold's unit; null where there was no data
     */
    public record ThresholdResult(
            Threshold threshold,
            @Nullable String phase,
            @Nullable String variant,
            @Nullable Double value,
            Result result,
            String reason) {

        /** What it is about, in front of a message of the whole run: its phase, where it stands in one, and its expression. */
        public String subject() {
            String of = variant == null || variant.isEmpty() ? "" : "[" + variant + "]";
            return (phase == null ? "" : phase + of + ": ") + threshold.expr();
        }

        /** The reason in a message of the whole run. */
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
     * What happened in a stretch of time, scored requests only.
     *
     * @param second its start, from the start of the run
     * @param p99Micros of the responses that ended in it
     */
    public record TimelineBucket(long second, long sent, long ended, long failures, long p99Micros) {}

    /**
     * A merged histogram, in microseconds.
     *
     * @param clock response or service
     * @param histogram HdrHistogram V2, compressed, base64
     */
    public record HistogramEntry(
            String phase, String variant, String request, Kind kind, Threshold.Time clock, String histogram) {}
}
