package dev.loadtest.engine.result.count;

import java.util.HashMap;
import java.util.Map;

/**
 * Outcomes of requests in whole numbers; part of everything that shows, sends or stores books.
 *
 * @param planned counted separately from all others, so that the books are a check
 * @param sent attempts begun
 * @param notSent planned and never begun, by reason
 * @param succeeded complete responses that met their expectation
 * @param unexpectedByStatus complete responses that broke their expectation, by status code
 * @param errors ends without a complete response, by cause
 * @param timeouts given up at their timeout
 * @param unresolved sent, and their end never known
 * @param status complete responses by status code
 * @param late sent, or read, later than the phase's maxLateness
 */
public record Counts(
        long planned,
        long sent,
        Map<String, Long> notSent,
        long succeeded,
        Map<Integer, Long> unexpectedByStatus,
        Map<String, Long> errors,
        long timeouts,
        long unresolved,
        Map<Integer, Long> status,
        long late) {

    public static final Counts NONE = new Counts(0, 0, Map.of(), 0, Map.of(), Map.of(), 0, 0, Map.of(), 0);

    public Counts {
        notSent = Map.copyOf(notSent);
        unexpectedByStatus = Map.copyOf(unexpectedByStatus);
        errors = Map.copyOf(errors);
        status = Map.copyOf(status);
    }

    public Counts plus(Counts other) {
        return new Counts(
                planned + other.planned,
                sent + other.sent,
                sum(notSent, other.notSent),
                succeeded + other.succeeded,
                sum(unexpectedByStatus, other.unexpectedByStatus),
                sum(errors, other.errors),
                timeouts + other.timeouts,
                unresolved + other.unresolved,
                sum(status, other.status),
                late + other.late);
    }

    public long notSentTotal() {
        return total(notSent);
    }

    /** Complete responses that broke their expectation. */
    public long unexpected() {
        return total(unexpectedByStatus);
    }

    public long errorsTotal() {
        return total(errors);
    }

    /** unexpected + errors + timeouts + unresolved. */
    public long failures() {
        return unexpected() + errorsTotal() + timeouts + unresolved;
    }

    /** Requests under way; 0 in a finished run. */
    public long inFlight() {
        return sent - succeeded - failures();
    }

    /** Whether all that was planned was sent or not sent, and no more has ended than was sent. */
    public boolean close() {
        return planned == sent + notSentTotal() && inFlight() >= 0;
    }

    static long total(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static <K> Map<K, Long> sum(Map<K, Long> one, Map<K, Long> other) {
        Map<K, Long> sum = new HashMap<>(one);
        other.forEach((key, count) -> sum.merge(key, count, Long::sum));
        return sum;
    }
}
