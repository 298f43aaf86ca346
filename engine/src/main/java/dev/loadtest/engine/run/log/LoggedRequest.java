package dev.loadtest.engine.run.log;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.exemplar.Exemplar;

/**
 * A request that has ended. It holds nothing that was sent or received: no values, headers or bodies.
 *
 * @param times of the request
 * @param status of the response; 0 without one
 * @param cause of an error; empty for other outcomes
 * @param traceId empty without trace context
 */
public record LoggedRequest(
        Place place, Kind kind, Times times, Exemplar.Outcome outcome, int status, String cause, String traceId) {

    /**
     * Which request of the run it is.
     *
     * @param k index of its unit in the case
     * @param journey empty for a request by itself
     * @param step its place among all that its journey may send, from 0
     * @param attempt which try of its step, from 0
     */
    public record Place(String caseId, String phase, String request, long k, String journey, long step, long attempt) {}

    /**
     * Times in microseconds; those of instants are run time.
     *
     * @param originMicros start of run time, in microseconds since 1970
     * @param heldMicros wait for a free connection
     * @param firstByteMicros from sending to the first byte of the response; as {@code serviceMicros} without any
     * @param serviceMicros from sending to the end
     * @param responseMicros from the planned instant to the end
     */
    public record Times(
            long originMicros,
            long plannedMicros,
            long sentMicros,
            long endedMicros,
            long heldMicros,
            long firstByteMicros,
            long serviceMicros,
            long responseMicros) {}

    /** The same request with another kind. */
    public LoggedRequest withKind(Kind other) {
        return new LoggedRequest(place, other, times, outcome, status, cause, traceId);
    }
}
