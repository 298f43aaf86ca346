package dev.loadtest.operator.serve;

import dev.loadtest.control.metrics.Metric;
import dev.loadtest.control.metrics.MetricFamilies;
import dev.loadtest.engine.coordinate.record.RunMeasures;
import dev.loadtest.engine.result.Spread;
import dev.loadtest.engine.result.count.Counts;
import io.prometheus.metrics.model.snapshots.Labels;

/** Series of one run, from its measurements. */
final class RunMetrics {
    private static final double MICROS = 1e6;

    private static final Metric REQUESTS = new Metric("loadtest_run_requests", "Requests that ended, of all workers");
    private static final Metric PLANNED = new Metric("loadtest_run_requests_planned", "Requests planned so far");
    private static final Metric SENT = new Metric("loadtest_run_requests_sent", "Attempts begun");
    private static final Metric NOT_SENT =
            new Metric("loadtest_run_requests_not_sent", "Planned requests that were never sent");
    private static final Metric LATE =
            new Metric("loadtest_run_requests_late", "Sends later than the phase's maxLateness");
    private static final Metric IN_FLIGHT = new Metric("loadtest_run_requests_in_flight", "Requests under way");
    private static final Metric RESPONSE = new Metric(
            "loadtest_run_response_seconds", "From the planned instant to the end of the response, of all workers");
    private static final Metric FIRST_BYTE = new Metric(
            "loadtest_run_first_byte_seconds",
            "From the start of sending to the first byte of the response, of all workers");
    private static final Metric LATENESS = new Metric("loadtest_run_lateness_seconds", "The generators' own lateness");
    private static final Metric WORST_LATENESS =
            new Metric("loadtest_run_lateness_max_seconds", "The generators' worst lateness");
    private static final Metric JOURNEYS = new Metric("loadtest_run_journeys", "Journeys that ended, of all workers");
    private static final Metric JOURNEYS_PLANNED =
            new Metric("loadtest_run_journeys_planned", "Journeys planned so far");
    private static final Metric JOURNEYS_BEGUN = new Metric("loadtest_run_journeys_begun", "Journeys begun");
    private static final Metric JOURNEYS_NOT_BEGUN =
            new Metric("loadtest_run_journeys_not_begun", "Planned journeys that were never begun");
    private static final Metric JOURNEYS_UNDER_WAY =
            new Metric("loadtest_run_journeys_under_way", "Journeys under way");
    private static final Metric JOURNEY = new Metric(
            "loadtest_run_journey_seconds", "From the planned instant to the end of the last step, of all workers");
    private static final Metric RATE = new Metric(
            "loadtest_run_planned_requests_per_second",
            "The rate planned now, of a phase with rate; in journeys where the phase consists of them");
    private static final Metric READY =
            new Metric("loadtest_run_workers_ready", "Workers that share the load that is sent next");
    private static final Metric LOST = new Metric("loadtest_run_workers_lost", "Workers lost so far, replaced or not");

    private final MetricFamilies families;
    private final Labels run;

    private RunMetrics(MetricFamilies families, Labels run) {
        this.families = families;
        this.run = run;
    }

    /** @param run the labels that name it */
    static void add(MetricFamilies families, Labels run, RunMeasures measures) {
        RunMetrics metrics = new RunMetrics(families, run);
        measures.rows().forEach(metrics::row);
        measures.journeys().forEach(metrics::journey);
        measures.plannedPerSecond().forEach((phase, rate) -> families.gauge(RATE, run.add("phase", phase), rate));
        families.gauge(READY, run, measures.workersReady());
        families.counter(LOST, run, measures.workersLost());
    }

    private Labels labels(RunMeasures.Key key, String unit) {
        return run.merge(Labels.of(
                "phase", key.phase(), unit, key.request(), "kind", key.kind().label()));
    }

    private void row(RunMeasures.Row row) {
        Labels labels = labels(row.key(), "request");
        Counts counts = row.counts();
        outcome(labels, "succeeded", counts.succeeded());
        outcome(labels, "unexpected", counts.unexpected());
        outcome(labels, "error", counts.errorsTotal());
        outcome(labels, "timeout", counts.timeouts());
        outcome(labels, "unresolved", counts.unresolved());
        families.counter(PLANNED, labels, counts.planned());
        families.counter(SENT, labels, counts.sent());
        families.counter(NOT_SENT, labels, counts.notSentTotal());
        families.counter(LATE, labels, counts.late());
        families.gauge(IN_FLIGHT, labels, counts.inFlight());
        Spread lateness = row.lateness();
        families.summary(LATENESS, labels, lateness);
        families.gauge(WORST_LATENESS, labels, lateness.maxMicros() / MICROS);
        families.histogram(RESPONSE, labels, row.response());
        families.histogram(FIRST_BYTE, labels, row.firstByte());
    }

    private void journey(RunMeasures.Row row) {
        Labels labels = labels(row.key(), "journey");
        Counts counts = row.counts();
        families.counter(JOURNEYS, labels.add("outcome", "completed"), counts.succeeded());
        families.counter(JOURNEYS, labels.add("outcome", "failed"), counts.failures() - counts.unresolved());
        families.counter(JOURNEYS, labels.add("outcome", "unresolved"), counts.unresolved());
        families.counter(JOURNEYS_PLANNED, labels, counts.planned());
        families.counter(JOURNEYS_BEGUN, labels, counts.sent());
        families.counter(JOURNEYS_NOT_BEGUN, labels, counts.notSentTotal());
        families.gauge(JOURNEYS_UNDER_WAY, labels, counts.inFlight());
        families.histogram(JOURNEY, labels, row.response());
    }

    private void outcome(Labels labels, String outcome, long count) {
        families.counter(REQUESTS, labels.add("outcome", outcome), count);
    }
}
