package dev.loadtest.control.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends metrics to a collector at regular intervals, by OTLP over HTTP. What could not be sent is not kept: counts are
 * cumulative, so that the next request holds it. The log says when sending begins to fail, and when it succeeds again.
 */
public final class OtlpExporter implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(OtlpExporter.class.getName());
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final String PATH = "/v1/metrics";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST)
            .build();
    private final CountDownLatch enough = new CountDownLatch(1);
    private final URI address;
    private final Supplier<MetricSnapshots> metrics;
    private final Labels resource;
    private final InstantSource clock;
    private final Instant since;
    private boolean failing;

    private OtlpExporter(URI endpoint, Supplier<MetricSnapshots> metrics, Labels resource, InstantSource clock) {
        this.address = URI.create(endpoint.toString().replaceAll("/+$", "") + PATH);
        this.metrics = metrics;
        this.resource = resource;
        this.clock = clock;
        this.since = clock.instant();
    }

    /**
     * Starts sending, on a thread of its own.
     *
     * @param endpoint the collector's base address, such as http://collector:4318
     * @param interval at least a second
     * @param metrics current values; may block
     * @param resource attributes of this process
     */
    public static OtlpExporter start(
            URI endpoint, Duration interval, Supplier<MetricSnapshots> metrics, Labels resource, InstantSource clock) {
        OtlpExporter exporter = new OtlpExporter(endpoint, metrics, resource, clock);
        Thread.ofVirtual().name("otlp").start(() -> exporter.run(interval));
        return exporter;
    }

    private void run(Duration interval) {
        try {
            while (!enough.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                export();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void export() throws InterruptedException {
        try {
            byte[] body = OtlpJson.request(metrics.get(), resource, nanos(since), nanos(clock.instant()));
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(LONGEST)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            ended(status / 100 == 2 ? "" : "status " + status);
        } catch (IOException | RuntimeException e) {
            ended(String.valueOf(e.getMessage() == null ? e : e.getMessage()));
        }
    }

    /** @param failure empty if there was none */
    private void ended(String failure) {
        if (failing && failure.isEmpty()) {
            LOG.log(System.Logger.Level.INFO, "metrics are exported again");
        } else if (!failing && !failure.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "metrics could not be exported to {0}: {1}", address, failure);
        }
        failing = !failure.isEmpty();
    }

    private static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    /** Stops sending; a request under way is given up. */
    @Override
    public void close() {
        enough.countDown();
        client.shutdownNow();
    }
}
