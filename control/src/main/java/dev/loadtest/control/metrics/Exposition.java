package dev.loadtest.control.metrics;

import dev.loadtest.control.serve.Page;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The page {@code /metrics}: Prometheus' protobuf, which alone has native histograms, OpenMetrics, or its text format,
 * as the scraper accepts. Values are collected at most once a second, however many ask: everybody may. Any thread.
 */
public final class Exposition implements Page {
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable MetricSnapshots latest;
    private long latestNanos;

    /** Created with the first request: an operator that is not scraped has none of their classes. */
    private static final class Formats {
        private static final ExpositionFormats ALL = ExpositionFormats.init();
    }

    /**
     * @param collector reads the values; called by one thread at a time
     * @param nanos a monotonic clock
     */
    public Exposition(MultiCollector collector, LongSupplier nanos) {
        this.nanos = nanos;
        registry.getPrometheusRegistry().register(collector);
    }

    /** For meters beside the collector. */
    public MeterRegistry meters() {
        return registry;
    }

    /** All current values, at most a second old. */
    public MetricSnapshots snapshots() {
        lock.lock();
        try {
            MetricSnapshots known = latest;
            long now = nanos.getAsLong();
            if (known == null || now - latestNanos >= FRESH_NANOS) {
                known = registry.getPrometheusRegistry().scrape();
                latest = known;
                latestNanos = now;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Answer answer(String accept) {
        ExpositionFormatWriter writer = Formats.ALL.findWriter(accept);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            writer.write(body, snapshots());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Answer(200, writer.getContentType(), body.toByteArray());
    }
}
