package dev.loadtest.worker.process;

import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Percentiles;
import dev.loadtest.engine.result.TallyKey;
import dev.loadtest.engine.run.transport.Resends;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The worker's books as Prometheus metrics. Nothing is counted twice: each scrape reads the current books. Used by one
 * thread at a time.
 */
final class WorkerMetrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Set<Object> known = new HashSet<>();
    private Map<TallyKey, Books.Entry> books = Map.of();
    private long worstLagNanos;
    private Resends resends = Resends.NONE;

    WorkerMetrics() {
        TimeGauge.builder("loadtest.loop.lag.max", this, TimeUnit.NANOSECONDS, metrics -> metrics.worstLagNanos)
                .description("The worst lag of the loop that sends")
                .register(registry);
        FunctionCounter.builder("loadtest.connection.retries", this, metrics -> metrics.resends.unprocessed())
                .description(
                        "Requests sent over another connection, since the one they were given had gone without them")
                .register(registry);
        FunctionCounter.builder("loadtest.request.repeats", this, metrics -> metrics.resends.repeated())
                .description(
                        "Requests of idempotent methods sent a second time, since their connection, used before, broke"
                                + " before a byte of the response")
                .register(registry);
    }

    /** The books in Prometheus' text format. */
    String scrape(Preparation.Ledger ledger) {
        Map<TallyKey, Books.Entry> read =
                new TreeMap<>(Comparator.comparing(TallyKey::request).thenComparing(TallyKey::kind));
        ledger.sheet().forEach((key, tally) -> read.put(key, tally.entry()));
        books = read;
        worstLagNanos = ledger.worstLagNanos();
        resends = ledger.resends();
        read.forEach(this::register);
        return registry.scrape();
    }

    private Books.Entry entry(TallyKey key) {
        return books.getOrDefault(key, Books.Entry.NONE);
    }

    private void register(TallyKey key, Books.Entry entry) {
        if (known.add(key)) {
            outcome(key, "succeeded", Books.Entry::succeeded);
            outcome(key, "unexpected", Books.Entry::unexpected);
            outcome(key, "error", Books.Entry::errorsTotal);
            outcome(key, "timeout", Books.Entry::timeouts);
            outcome(key, "unresolved", Books.Entry::unresolved);
            counter(key, "loadtest.requests.sent", "Attempts begun", Books.Entry::sent);
            counter(key, "loadtest.requests.late", "Sends later than the phase's maxLateness", Books.Entry::late);
            Gauge.builder("loadtest.requests.in.flight", this, metrics -> metrics.entry(key)
                            .inFlight())
                    .tags(tags(key))
                    .description("Requests under way")
                    .register(registry);
            times(key);
        }
        for (String reason : entry.notSent().keySet()) {
            if (known.add(key + reason)) {
                FunctionCounter.builder("loadtest.requests.not.sent", this, metrics -> metrics.entry(key)
                                .notSent()
                                .getOrDefault(reason, 0L))
                        .tags(tags(key).and("reason", reason))
                        .description("Planned requests that were never sent")
                        .register(registry);
            }
        }
    }

    private void outcome(TallyKey key, String outcome, ToDoubleFunction<Books.Entry> count) {
        FunctionCounter.builder("loadtest.requests", this, metrics -> count.applyAsDouble(metrics.entry(key)))
                .tags(tags(key).and("outcome", outcome))
                .description("Requests that ended")
                .register(registry);
    }

    private void counter(TallyKey key, String name, String description, ToDoubleFunction<Books.Entry> count) {
        FunctionCounter.builder(name, this, metrics -> count.applyAsDouble(metrics.entry(key)))
                .tags(tags(key))
                .description(description)
                .register(registry);
    }

    private void times(TallyKey key) {
        FunctionTimer.builder(
                        "loadtest.response",
                        this,
                        metrics -> metrics.entry(key).response().count(),
                        metrics -> sum(metrics.entry(key).response()),
                        TimeUnit.MICROSECONDS)
                .tags(tags(key))
                .description("From the planned instant to the end of the response")
                .register(registry);
        quantile(key, "0.5", Percentiles::p50);
        quantile(key, "0.9", Percentiles::p90);
        quantile(key, "0.99", Percentiles::p99);
        FunctionTimer.builder(
                        "loadtest.lateness",
                        this,
                        metrics -> metrics.entry(key).lateness().count(),
                        metrics -> metrics.entry(key).lateness().sumMicros(),
                        TimeUnit.MICROSECONDS)
                .tags(tags(key))
                .description("The generator's own lateness")
                .register(registry);
    }

    private void quantile(TallyKey key, String quantile, ToDoubleFunction<Percentiles> of) {
        TimeGauge.builder(
                        "loadtest.response.quantile",
                        this,
                        TimeUnit.MICROSECONDS,
                        metrics -> of.applyAsDouble(metrics.entry(key).response()))
                .tags(tags(key).and("quantile", quantile))
                .description("Response time since the start")
                .register(registry);
    }

    private static double sum(Percentiles response) {
        return response.mean() * response.count();
    }

    private static Tags tags(TallyKey key) {
        return Tags.of("request", key.request(), "kind", key.kind().label());
    }
}
