package dev.loadtest.engine.result;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.latency.Percentiles;
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

    /** Scored requests: tracked and fire-and-forget together. */
    public Counts scored() {
        return kind(Kind.TRACKED).counts().plus(kind(Kind.FIRE_AND_FORGET).counts());
    }

    /**
     * Outcomes and times of the requests of one kind.
     *
     * @param response from the planned instant
     * @param service from the actual start of sending
     * @param firstByte from the actual start of sending to the first byte of the response; of journeys none
     * @param connect opening of connections, including TLS
     * @param held wait for a free connection
     * @param lateness the generator's own delay
     * @param traffic of the requests that have ended; of journeys none
     */
    public record Entry(
            Counts counts,
            Percentiles response,
            Percentiles service,
            Percentiles firstByte,
            Spread connect,
            Spread held,
            Spread lateness,
            Traffic traffic) {

        public static final Entry NONE = new Entry(
                Counts.NONE,
                Percentiles.NONE,
                Percentiles.NONE,
                Percentiles.NONE,
                Spread.NONE,
                Spread.NONE,
                Spread.NONE,
                Traffic.NONE);

        public long planned() {
            return counts.planned();
        }

        public long sent() {
            return counts.sent();
        }

        public Map<String, Long> notSent() {
            return counts.notSent();
        }

        public long notSentTotal() {
            return counts.notSentTotal();
        }

        public long succeeded() {
            return counts.succeeded();
        }

        public long unexpected() {
            return counts.unexpected();
        }

        public Map<String, Long> errors() {
            return counts.errors();
        }

        public long errorsTotal() {
            return counts.errorsTotal();
        }

        public long timeouts() {
            return counts.timeouts();
        }

        public long unresolved() {
            return counts.unresolved();
        }

        public long inFlight() {
            return counts.inFlight();
        }

        public Map<Integer, Long> status() {
            return counts.status();
        }

        public long late() {
            return counts.late();
        }

        public long failures() {
            return counts.failures();
        }

        public boolean closes() {
            return counts.close();
        }
    }
}
