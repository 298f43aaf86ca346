package dev.loadtest.control.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.HttpServer;
import dev.loadtest.engine.result.Spread;
import dev.loadtest.engine.result.latency.LatencyBuckets;
import dev.loadtest.engine.result.latency.LatencyHistogram;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exported metrics, read by a receiver that is made from OTLP's protobuf definitions and refuses unknown fields. */
@Timeout(60)
class OtlpIT {
    private static final Instant NOW = Instant.ofEpochSecond(1_000, 5);
    private static final dev.loadtest.control.metrics.Metric COUNT =
            new dev.loadtest.control.metrics.Metric("test_requests", "Requests");
    private static final dev.loadtest.control.metrics.Metric LEVEL =
            new dev.loadtest.control.metrics.Metric("test_level", "A level");
    private static final dev.loadtest.control.metrics.Metric TIME =
            new dev.loadtest.control.metrics.Metric("test_time_seconds", "Times");
    private static final dev.loadtest.control.metrics.Metric DELAY =
            new dev.loadtest.control.metrics.Metric("test_delay_seconds", "Delays");

    private final BlockingQueue<ExportMetricsServiceRequest> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> types = new LinkedBlockingQueue<>();
    /** Of the next requests; 200 for those that follow. */
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    private final HttpServer receiver = receiver();

    private HttpServer receiver() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
            server.createContext("/v1/metrics", exchange -> {
                try (exchange) {
                    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
                    JsonFormat.parser().merge(body, request);
                    types.add(exchange.getRequestHeaders().getFirst("Content-Type"));
                    received.add(request.build());
                    Integer answer = answers.poll();
                    exchange.sendResponseHeaders(answer == null ? 200 : answer, -1);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        receiver.stop(0);
    }

    private OtlpExporter exporter() {
        return OtlpExporter.start(
                URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/"),
                Duration.ofMillis(20),
                OtlpIT::metrics,
                Labels.of("service.name", "test"),
                InstantSource.fixed(NOW));
    }

    private static MetricSnapshots metrics() {
        LatencyHistogram times = new LatencyHistogram();
        for (long millis : new long[] {0, 1_000, 1_000, 1_100, 4_000}) {
            times.recordNanos(millis * 1_000_000);
        }
        MetricFamilies families = new MetricFamilies();
        families.counter(COUNT, Labels.of("outcome", "succeeded"), 7);
        families.counter(COUNT, Labels.of("outcome", "error"), 2);
        families.gauge(LEVEL, Labels.EMPTY, 0.5);
        families.histogram(TIME, Labels.EMPTY, LatencyBuckets.of(times));
        families.summary(DELAY, Labels.EMPTY, new Spread(4, 10_000, 5_000));
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        families.snapshots().forEach(all::metricSnapshot);
        // Of a type that OTLP does not have.
        all.metricSnapshot(InfoSnapshot.builder().name("test").build());
        return all.build();
    }

    private Map<String, Metric> take() throws InterruptedException {
        ExportMetricsServiceRequest request = received.take();
        assertThat(request.getResourceMetricsList()).hasSize(1);
        assertThat(request.getResourceMetrics(0)
                        .getResource()
                        .getAttributes(0)
                        .getValue()
                        .getStringValue())
                .isEqualTo("test");
        List<Metric> metrics = request.getResourceMetrics(0).getScopeMetrics(0).getMetricsList();
        return metrics.stream().collect(Collectors.toMap(Metric::getName, Function.identity()));
    }

    @Test
    void receiverReadsAllTypes() throws InterruptedException {
        try (OtlpExporter exporter = exporter()) {
            Map<String, Metric> metrics = take();
            assertThat(types.take()).isEqualTo("application/json");
            assertThat(metrics)
                    .containsOnlyKeys("test_requests", "test_level", "test_time_seconds", "test_delay_seconds");
            Metric count = metrics.get("test_requests");
            assertThat(count.getDescription()).isEqualTo("Requests");
            assertThat(count.getSum().getIsMonotonic()).isTrue();
            assertThat(count.getSum().getAggregationTemporality())
                    .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
            assertThat(count.getSum().getDataPointsList())
                    .extracting(point -> point.getAttributes(0).getValue().getStringValue() + " " + point.getAsDouble())
                    .containsExactlyInAnyOrder("succeeded 7.0", "error 2.0");
            NumberDataPoint level = metrics.get("test_level").getGauge().getDataPoints(0);
            assertThat(level.getAsDouble()).isEqualTo(0.5);
            assertThat(level.getTimeUnixNano()).isEqualTo(1_000_000_000_005L);
            assertThat(metrics.get("test_delay_seconds")
                            .getSummary()
                            .getDataPoints(0)
                            .getSum())
                    .isEqualTo(0.01);
            assertThat(exporter).isNotNull();
        }
    }

    /** Bucket i of OTLP holds values above 2^(i/32), up to 2^((i+1)/32). */
    @Test
    void exponentialHistogram() throws InterruptedException {
        try (OtlpExporter exporter = exporter()) {
            Metric time = take().get("test_time_seconds");
            assertThat(time.getUnit()).isEqualTo("s");
            ExponentialHistogramDataPoint point = time.getExponentialHistogram().getDataPoints(0);
            assertThat(point.getCount()).isEqualTo(5);
            assertThat(point.getSum()).isEqualTo(7.1);
            assertThat(point.getScale()).isEqualTo(5);
            assertThat(point.getZeroCount()).isEqualTo(1);
            // 1 s is the inclusive upper bound of bucket -1; 1.1 s lies in bucket 4, 4 s in bucket 63.
            assertThat(point.getPositive().getOffset()).isEqualTo(-1);
            List<Long> counts = point.getPositive().getBucketCountsList();
            assertThat(counts).hasSize(65);
            assertThat(List.of(counts.get(0), counts.get(5), counts.get(64))).containsExactly(2L, 1L, 1L);
            assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(4);
            assertThat(exporter).isNotNull();
        }
    }

    /** The request that a real collector reads in {@code e2e/otlp}; {@code -Dloadtest.regenerate=true} writes it. */
    @Test
    void goldenRequest() throws IOException {
        byte[] request =
                OtlpJson.request(metrics(), Labels.of("service.name", "test"), 1_000_000_000_000L, 1_000_000_000_005L);
        Path golden = Path.of("src/test/resources/otlp-request.json");
        if (Boolean.getBoolean("loadtest.regenerate")) {
            Files.write(golden, request);
        }
        assertThat(new String(request, StandardCharsets.UTF_8)).isEqualTo(Files.readString(golden));
    }

    @Test
    void goesOnAfterFailures() throws InterruptedException {
        answers.addAll(List.of(503, 503));
        try (OtlpExporter exporter = exporter()) {
            for (int i = 0; i < 4; i++) {
                assertThat(take()).isNotEmpty();
            }
            assertThat(exporter).isNotNull();
        }
    }
}
