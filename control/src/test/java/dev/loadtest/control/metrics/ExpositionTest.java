package dev.loadtest.control.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.serve.Page.Answer;
import dev.loadtest.engine.result.Spread;
import dev.loadtest.engine.result.latency.LatencyBuckets;
import dev.loadtest.engine.result.latency.LatencyHistogram;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExpositionTest {
    private static final Metric SCRAPES = new Metric("test_scrapes", "How often it was read");
    private static final Metric TIME = new Metric("test_time_seconds", "Some time");
    private static final Metric DELAY = new Metric("test_delay_seconds", "Some delay");
    /** As Prometheus sends it with the feature native-histograms. */
    private static final String PROTOBUF =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
                    + "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    private final AtomicInteger scrapes = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final Exposition exposition = new Exposition(this::collect, nanos::get);

    private MetricSnapshots collect() {
        LatencyHistogram times = new LatencyHistogram();
        times.recordNanos(1_000_000_000);
        times.recordNanos(0);
        MetricFamilies families = new MetricFamilies();
        families.counter(SCRAPES, Labels.of("a", "b"), scrapes.incrementAndGet());
        families.histogram(TIME, Labels.EMPTY, LatencyBuckets.of(times));
        families.summary(DELAY, Labels.EMPTY, new Spread(4, 10_000, 5_000));
        return families.snapshots();
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void textFormat() {
        for (String accept : new String[] {"", "*/*", "text/plain"}) {
            Answer answer = exposition.answer(accept);
            assertThat(answer.type()).startsWith("text/plain; version=0.0.4");
            assertThat(text(answer))
                    .contains("# TYPE test_scrapes_total counter\ntest_scrapes_total{a=\"b\"} 1.0\n")
                    .contains("test_time_seconds_bucket{le=\"0.001\"} 1\n")
                    .contains("test_time_seconds_bucket{le=\"1.0\"} 2\n")
                    .contains("test_time_seconds_sum 1.0\n")
                    .contains("test_delay_seconds_count 4\ntest_delay_seconds_sum 0.01\n");
        }
    }

    @Test
    void openMetrics() {
        Answer answer = exposition.answer("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

        assertThat(answer.type()).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(text(answer)).contains("# TYPE test_scrapes counter\n").endsWith("# EOF\n");
    }

    @Test
    void protobuf() {
        Answer answer = exposition.answer(PROTOBUF);

        assertThat(answer.type())
                .startsWith("application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily");
        assertThat(text(answer)).contains("test_scrapes_total", "test_time_seconds");
    }

    @Test
    void readsAtMostOnceASecond() {
        exposition.answer("");
        nanos.set(999_999_999);
        assertThat(text(exposition.answer(""))).contains("test_scrapes_total{a=\"b\"} 1.0");
        nanos.set(1_000_000_000);
        assertThat(text(exposition.answer(""))).contains("test_scrapes_total{a=\"b\"} 2.0");
    }
}
