package dev.loadtest.engine.plan;

import org.jspecify.annotations.Nullable;

/**
 * A limit on a metric, such as {@code p99{request=health} < 10s}.
 *
 * @param expr as written by the user
 * @param limit in the unit: microseconds, requests, percent of sent, or per second
 * @param abort whether the run ends as soon as it is violated
 */
public record Threshold(
        String expr, Metric metric, Labels labels, Comparison comparison, double limit, Unit unit, boolean abort) {

    public enum Unit {
        MICROS,
        COUNT,
        PERCENT,
        PER_SECOND
    }

    public enum Comparison {
        BELOW("<"),
        AT_MOST("<="),
        ABOVE(">"),
        AT_LEAST(">="),
        EQUAL("=="),
        NOT_EQUAL("!=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        public boolean holds(double value, double limit) {
            return switch (this) {
                case BELOW -> value < limit;
                case AT_MOST -> value <= limit;
                case ABOVE -> value > limit;
                case AT_LEAST -> value >= limit;
                case EQUAL -> value == limit;
                case NOT_EQUAL -> value != limit;
            };
        }
    }

    /** The metric. */
    public sealed interface Metric {}

    /** A percentile of a latency, 50 to 99.9. */
    public record Percentile(double percentile) implements Metric {}

    public enum Plain implements Metric {
        MAX,
        MEAN,
        FAILURES,
        RPS,
        COUNT
    }

    /** What a latency is of. */
    public enum Time {
        /** From the planned instant to the end of the response. */
        RESPONSE("response"),
        /** From the actual start of sending to the end of the response. */
        SERVICE("service"),
        /** From the actual start of sending to the first byte of the response. */
        FIRST_BYTE("firstByte");

        private final String label;

        Time(String label) {
            this.label = label;
        }

        /** The name in thresholds and results. */
        public String label() {
            return label;
        }
    }

    /**
     * Labels; null means any, except for {@code journey}: null selects requests, a name selects that journey as a whole.
     * {@code kind} is never {@link Kind#UNSCORED}.
     */
    public record Labels(
            @Nullable String request,
            @Nullable String journey,
            @Nullable Kind kind,
            @Nullable String phase,
            @Nullable String variant,
            Time time) {

        /** Labels of requests. */
        public Labels(
                @Nullable String request,
                @Nullable Kind kind,
                @Nullable String phase,
                @Nullable String variant,
                Time time) {
            this(request, null, kind, phase, variant, time);
        }

        /** Whether they select a request. */
        public boolean match(String aPhase, String aVariant, String aRequest, Kind aKind) {
            return journey == null && (request == null || request.equals(aRequest)) && match(aPhase, aVariant, aKind);
        }

        /** Whether they select a journey as a whole. */
        public boolean matchJourney(String aPhase, String aVariant, String aJourney, Kind aKind) {
            return aJourney.equals(journey) && match(aPhase, aVariant, aKind);
        }

        private boolean match(String aPhase, String aVariant, Kind aKind) {
            return aKind != Kind.UNSCORED
                    && (kind == null || kind == aKind)
                    && (phase == null || phase.equals(aPhase))
                    && (variant == null || variant.equals(aVariant));
        }
    }

    /**
     * Parses {@code metric{label=value,…} op value}.
     *
     * @throws IllegalArgumentException with a sentence that names the error and the correct form
     */
    public static Threshold parse(String expr, boolean abort) {
        return new ThresholdParser(expr).parse(abort);
    }
}
