package dev.loadtest.worker.process;

import dev.loadtest.control.metrics.Metric;
import dev.loadtest.control.metrics.MetricFamilies;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallyKey;
import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.latency.LatencyBuckets;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The worker's books as metrics. Nothing is counted twice: each scrape converts the current books. Confined to one
 * thread.
 */
final class WorkerMetrics {
    /** Requests and kinds with series of their own; the rest has the name "other". */
    static final int MAX_ROWS = 100;

    private static final String OTHER = "other";
    private static final double NANOS = 1e9;

    private static final Metric REQUESTS = new Metric("loadtest_requests", "Requests that ended");
    private static final Metric SENT = new Metric("loadtest_requests_sent", "Attempts begun");
    private static final Metric LATE = new Metric("loadtest_requests_late", "Sends later than the phase's maxLateness");
    private static final Metric NOT_SENT =
            new Metric("loadtest_requests_not_sent", "Planned requests that were never sent");
    private static final Metric IN_FLIGHT = new Metric("loadtest_requests_in_flight", "Requests under way");
    private static final Metric RESPONSE =
            new Metric("loadtest_response_seconds", "From the planned instant to the end of the response");
    private static final Metric FIRST_BYTE =
            new Metric("loadtest_first_byte_seconds", "From the start of sending to the first byte of the response");
    private static final Metric JOURNEYS = new Metric("loadtest_journeys", "Journeys that ended");
    private static final Metric JOURNEYS_PLANNED =
            new Metric("loadtest_journeys_planned", "Journeys planned of cases that have begun");
    private static final Metric JOURNEYS_BEGUN = new Metric("loadtest_journeys_begun", "Journeys begun");
    private static final Metric JOURNEYS_NOT_BEGUN =
            new Metric("loadtest_journeys_not_begun", "Planned journeys that were never begun");
    private static final Metric JOURNEYS_UNDER_WAY = new Metric("loadtest_journeys_under_way", "Journeys under way");
    private static final Metric JOURNEY =
            new Metric("loadtest_journey_seconds", "From the planned instant to the end of the last step");
    private static final Metric LATENESS = new Metric("loadtest_lateness_seconds", "The generator's own lateness");
    private static final Metric LAG =
            new Metric("loadtest_loop_lag_max_seconds", "The worst lag of the loop that sends");
    private static final Metric RETRIES = new Metric(
            "loadtest_connection_retries",
            "Requests sent over another connection, since the one they were given had gone without them");
    private static final Metric REPEATS = new Metric(
            "loadtest_request_repeats",
            "Requests of idempotent methods sent a second time, since their connection, used before, broke before a byte"
                    + " of the response");

    /** Keys with rows of their own: the first that came, so that no row ever changes what it counts. */
    private final Set<TallyKey> requests = new HashSet<>();

    private final Set<TallyKey> journeys = new HashSet<>();

    MetricSnapshots of(Preparation.Ledger ledger) {
        MetricFamilies families = new MetricFamilies();
        families.gauge(LAG, Labels.EMPTY, ledger.worstLagNanos() / NANOS);
        families.counter(RETRIES, Labels.EMPTY, ledger.resends().unprocessed());
        families.counter(REPEATS, Labels.EMPTY, ledger.resends().repeated());
        Map<TallyKey, Tally> rows = new LinkedHashMap<>();
        ledger.sheet().forEach((key, tally) -> rows.merge(row(requests, key), tally, WorkerMetrics::sum));
        rows.forEach((key, tally) -> add(families, key, tally));
        Map<TallyKey, Tally> ways = new LinkedHashMap<>();
        ledger.sheet().forEachJourney((key, tally) -> ways.merge(row(journeys, key), tally, WorkerMetrics::sum));
        ways.forEach((key, tally) -> addJourney(families, key, tally));
        return families.snapshots();
    }

    private static TallyKey row(Set<TallyKey> named, TallyKey key) {
        boolean own = named.contains(key) || named.size() < MAX_ROWS && named.add(key);
        return own ? key : new TallyKey(OTHER, key.kind());
    }

    private static Tally sum(Tally one, Tally other) {
        Tally sum = one.copy();
        sum.add(other);
        return sum;
    }

    private static void add(MetricFamilies families, TallyKey key, Tally tally) {
        Labels labels = labels("request", key);
        Counts counts = tally.counts();
        outcome(families, labels, "succeeded", counts.succeeded());
        outcome(families, labels, "unexpected", counts.unexpected());
        outcome(families, labels, "error", counts.errorsTotal());
        outcome(families, labels, "timeout", counts.timeouts());
        outcome(families, labels, "unresolved", counts.unresolved());
        families.counter(SENT, labels, counts.sent());
        families.counter(LATE, labels, counts.late());
        families.gauge(IN_FLIGHT, labels, counts.inFlight());
        counts.notSent().forEach((reason, count) -> families.counter(NOT_SENT, labels.add("reason", reason), count));
        families.summary(LATENESS, labels, tally.lateness());
        families.histogram(FIRST_BYTE, labels, LatencyBuckets.of(tally.firstByte()));
        responses(families, labels, tally);
    }

    private static void addJourney(MetricFamilies families, TallyKey key, Tally tally) {
        Labels labels = labels("journey", key);
        Counts counts = tally.counts();
        families.counter(JOURNEYS, labels.add("outcome", "completed"), counts.succeeded());
        families.counter(JOURNEYS, labels.add("outcome", "failed"), counts.failures() - counts.unresolved());
        families.counter(JOURNEYS, labels.add("outcome", "unresolved"), counts.unresolved());
        families.counter(JOURNEYS_PLANNED, labels, counts.planned());
        families.counter(JOURNEYS_BEGUN, labels, counts.sent());
        families.counter(JOURNEYS_NOT_BEGUN, labels, counts.notSentTotal());
        families.gauge(JOURNEYS_UNDER_WAY, labels, counts.inFlight());
        families.histogram(JOURNEY, labels, LatencyBuckets.of(tally.response()));
    }

    private static void responses(MetricFamilies families, Labels labels, Tally tally) {
        LatencyBuckets unexpected = LatencyBuckets.of(tally.failed().unexpected());
        LatencyBuckets timeouts = LatencyBuckets.of(tally.failed().timeout());
        LatencyBuckets succeeded =
                LatencyBuckets.of(tally.response()).without(unexpected).without(timeouts);
        families.histogram(RESPONSE, labels.add("outcome", "succeeded"), succeeded);
        families.histogram(RESPONSE, labels.add("outcome", "unexpected"), unexpected);
        families.histogram(RESPONSE, labels.add("outcome", "timeout"), timeouts);
    }

    private static void outcome(MetricFamilies families, Labels labels, String outcome, long count) {
        families.counter(REQUESTS, labels.add("outcome", outcome), count);
    }

    /** @param unit the label of its name: request or journey */
    private static Labels labels(String unit, TallyKey key) {
        return Labels.of(unit, key.request(), "kind", key.kind().label());
    }
}
