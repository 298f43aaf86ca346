package dev.loadtest.engine.result;

import dev.loadtest.engine.plan.Kind;
import java.util.EnumMap;
import java.util.Map;

/** Closed books by kind; a kind without requests is absent. */
public record Books(Map<Kind, Entry> kinds) {

    public static final Books EMPTY = new Books(Map.of());

    public Books {
        Map<Kind, Entry> copy = new EnumMap<>(Kind.class);
        copy.putAll(kinds);
        kinds = java.util.Collections.unmodifiableMap(copy);
    }

    public Entry kind(Kind kind) {
        return kinds.getOrDefault(kind, Entry.NONE);
    }

    /** Whether {@code planned = sent + notSent} and {@code sent} is the sum of its outcomes, for every kind. */
    public boolean close() {
        return kinds.values().stream().allMatch(Entry::closes);
    }

    /**
     * Outcomes of the requests of one kind.
     *
     * @param notSent by reason
     * @param succeeded complete responses that met their expectation
     * @param unexpected complete responses that did not
     * @param errors by cause
     * @param unresolved sent, end unknown
     * @param inFlight not ended yet; 0 in a finished run
     * @param status complete responses by status code
     * @param response from the planned instant
     * @param service from the actual start of sending
     * @param connect opening of connections, including TLS
     * @param held wait for a free connection
     * @param lateness the generator's own delay
     * @param late sends later than the phase's maxLateness
     */
    public record Entry(
            long planned,
            long sent,
            Map<String, Long> notSent,
            long succeeded,
            long unexpected,
            Map<String, Long> errors,
            long timeouts,
            long unresolved,
            long inFlight,
            Map<Integer, Long> status,
            Percentiles response,
            Percentiles service,
            Spread connect,
            Spread held,
            Spread lateness,
            long late) {

        public static final Entry NONE = new Entry(
                0,
                0,
                Map.of(),
                0,
                0,
                Map.of(),
                0,
                0,
                0,
                Map.of(),
                Percentiles.NONE,
                Percentiles.NONE,
                Spread.NONE,
                Spread.NONE,
                Spread.NONE,
                0);

        public Entry {
            notSent = Map.copyOf(notSent);
            errors = Map.copyOf(errors);
            status = Map.copyOf(status);
        }

        public long notSentTotal() {
            return notSent.values().stream().mapToLong(Long::longValue).sum();
        }

        public long errorsTotal() {
            return errors.values().stream().mapToLong(Long::longValue).sum();
        }

        /** unexpected + errors + timeouts + unresolved. */
        public long failures() {
            return unexpected + errorsTotal() + timeouts + unresolved;
        }

        public boolean closes() {
            return planned == sent + notSentTotal() && sent == succeeded + failures() + inFlight;
        }
    }
}
