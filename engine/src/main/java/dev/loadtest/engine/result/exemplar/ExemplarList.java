package dev.loadtest.engine.result.exemplar;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The exemplars of one phase and request in the results.
 *
 * @param origin the instant from which planned instants count
 * @param slowest by response time, the slowest first
 * @param failed by planned instant, the earliest first
 */
public record ExemplarList(
        String phase, String request, Instant origin, List<Exemplar> slowest, List<Exemplar> failed) {
    public ExemplarList {
        slowest = List.copyOf(slowest);
        failed = List.copyOf(failed);
    }

    /** When a request was planned. */
    public Instant planned(Exemplar exemplar) {
        return origin.plus(exemplar.times().plannedMicros(), ChronoUnit.MICROS);
    }
}
