package dev.loadtest.engine.result.exemplar;

import dev.loadtest.engine.plan.Kind;
import java.util.List;
import java.util.Map;

/**
 * One request of a run with all that explains its outcome. Secrets are masked.
 *
 * @param sent the request: with the plan and the seed, its case, index and place say what was sent
 * @param answer empty where there was no complete response
 */
public record Exemplar(Sent sent, Times times, End end, Answer answer) {
    private static final int MAX_TEXT = 8 << 10;
    private static final int MAX_ENTRIES = 512;

    /**
     * A request.
     *
     * @param k index of its unit in the case
     * @param journey name of the journey that sent it; empty for a request by itself
     * @param step its place among all that the journey may send, from 0
     * @param attempt which try of its step's until, from 0
     * @param request its name
     * @param values drawn for it, by name; sensitive ones are masked
     * @param traceId of its trace; empty without one
     */
    public record Sent(
            String phase,
            String caseId,
            long k,
            String journey,
            long step,
            long attempt,
            String request,
            Kind kind,
            Map<String, String> values,
            String traceId) {
        public Sent {
            bounded(traceId);
            values = Map.copyOf(values);
            if (values.size() > MAX_ENTRIES) {
                throw new IllegalArgumentException("an exemplar has " + values.size() + " values");
            }
            values.values().forEach(Exemplar::bounded);
        }

        /** Of a request without a trace. */
        public Sent(
                String phase,
                String caseId,
                long k,
                String journey,
                long step,
                long attempt,
                String request,
                Kind kind,
                Map<String, String> values) {
            this(phase, caseId, k, journey, step, attempt, request, kind, values, "");
        }

        /** Which request of the run it is, such as {@code shop[iter3] k=17 step=2}. */
        public String place() {
            return caseId
                    + " k=" + k
                    + (journey.isEmpty() ? "" : " step=" + step)
                    + (attempt == 0 ? "" : " attempt=" + attempt);
        }
    }

    /**
     * Times in microseconds.
     *
     * @param plannedMicros planned instant in run time
     * @param latenessMicros the generator's own delay
     * @param heldMicros wait for a free connection
     * @param connectMicros opening of its connection; negative where it used an open one
     * @param firstByteMicros from sending to the first byte of the response; as {@code serviceMicros} without any
     * @param serviceMicros from sending to the end
     * @param responseMicros from the planned instant to the end
     */
    public record Times(
            long plannedMicros,
            long latenessMicros,
            long heldMicros,
            long connectMicros,
            long firstByteMicros,
            long serviceMicros,
            long responseMicros) {}

    /**
     * How it ended.
     *
     * @param status of the response; 0 without one
     * @param cause of an error; empty for other outcomes
     * @param reason what was expected and found, or what happened; empty for a success
     */
    public record End(Outcome outcome, int status, String cause, String reason) {
        public End {
            bounded(cause);
            bounded(reason);
        }

        /** Cause and reason in one sentence; empty for a success. */
        public String sentence() {
            return cause.isEmpty() || reason.isEmpty() ? cause + reason : cause + ": " + reason;
        }
    }

    public enum Outcome {
        SUCCEEDED("succeeded"),
        UNEXPECTED("unexpected"),
        ERROR("error"),
        TIMEOUT("timeout"),
        UNRESOLVED("unresolved");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** The name in results. */
        public String label() {
            return label;
        }

        /** Whether the histograms of its request contain its time: it had a complete response, or timed out. */
        public boolean isTimed() {
            return switch (this) {
                case SUCCEEDED, UNEXPECTED, TIMEOUT -> true;
                case ERROR, UNRESOLVED -> false;
            };
        }

        public boolean isFailure() {
            return this != SUCCEEDED;
        }
    }

    /**
     * The first part of a response.
     *
     * @param headers in their order
     * @param body its first bytes as text
     * @param truncated whether the body or its headers were longer
     * @param note why there is no body although the response had or may have had one; empty otherwise
     */
    public record Answer(List<Header> headers, String body, boolean truncated, String note) {
        /** Of a request without a complete response. */
        public static final Answer NONE = new Answer(List.of(), "", false, "");

        public Answer {
            headers = List.copyOf(headers);
            bounded(body);
            bounded(note);
            if (headers.size() > MAX_ENTRIES) {
                throw new IllegalArgumentException("an exemplar has " + headers.size() + " headers");
            }
        }
    }

    public record Header(String name, String value) {
        public Header {
            bounded(name);
            bounded(value);
        }
    }

    /** A worker's report may not make its reader keep any amount. */
    private static void bounded(String text) {
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("a text of an exemplar has " + text.length() + " characters");
        }
    }
}
