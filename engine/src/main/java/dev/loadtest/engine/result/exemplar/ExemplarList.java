package dev.loadtest.engine.result.exemplar;

import dev.loadtest.engine.plan.Trace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The exemplars of one phase and request in the results.
 *
 * @param origin the instant from which planned instants count
 * @param traceUrl of traces, with {@code ${traceId}}; empty for none
 * @param slowest by response time, the slowest first
 * @param failed by planned instant, the earliest first
 */
public record ExemplarList(
        String phase, String request, Instant origin, String traceUrl, List<Exemplar> slowest, List<Exemplar> failed) {
    public ExemplarList {
        slowest = List.copyOf(slowest);
        failed = List.copyOf(failed);
    }

    /** Of a run without links to traces. */
    public ExemplarList(String phase, String request, Instant origin, List<Exemplar> slowest, List<Exemplar> failed) {
        this(phase, request, origin, "", slowest, failed);
    }

    /** Where its trace is shown; empty if that is not known. */
    public String traceLink(Exemplar exemplar) {
        return Trace.link(traceUrl, exemplar.sent().traceId());
    }

    /** When a request was planned. */
    public Instant planned(Exemplar exemplar) {
        return origin.plus(exemplar.times().plannedMicros(), ChronoUnit.MICROS);
    }
}
