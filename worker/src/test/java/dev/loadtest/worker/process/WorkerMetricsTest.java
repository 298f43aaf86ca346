package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.metrics.Exposition;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.run.transport.Resends;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerMetricsTest {
    private static final long MILLISECOND = 1_000_000;

    private final WorkerMetrics metrics = new WorkerMetrics();
    private final TallySheet sheet = new TallySheet();

    private MetricSnapshots snapshots() {
        return metrics.of(new Preparation.Ledger(sheet.copy(), 7 * MILLISECOND, new Resends(3, 2)));
    }

    private List<String> scrape() {
        byte[] body =
                new Exposition(this::snapshots, () -> 0).answer("text/plain").body();
        return new String(body, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private Tally tally() {
        return sheet.tally("draw", Kind.TRACKED);
    }

    @Test
    void idleWorker() {
        assertThat(scrape())
                .containsExactlyInAnyOrder(
                        "loadtest_loop_lag_max_seconds 0.007",
                        "loadtest_connection_retries_total 3.0",
                        "loadtest_request_repeats_total 2.0");
    }

    @Test
    void countsByNameKindAndOutcome() {
        tally().addPlanned(5);
        tally().sent(0, 2 * MILLISECOND, 0, true);
        tally().completed(true, 200, 10, 20 * MILLISECOND, 18 * MILLISECOND);
        tally().sent(0, 0, 0, false);
        tally().failed("reset", 10);
        tally().sent(0, 0, 0, false);
        tally().notSent("workerLost", 2);

        assertThat(scrape())
                .contains(
                        "loadtest_requests_total{kind=\"tracked\",outcome=\"succeeded\",request=\"draw\"} 1.0",
                        "loadtest_requests_total{kind=\"tracked\",outcome=\"error\",request=\"draw\"} 1.0",
                        "loadtest_requests_total{kind=\"tracked\",outcome=\"timeout\",request=\"draw\"} 0.0",
                        "loadtest_requests_sent_total{kind=\"tracked\",request=\"draw\"} 3.0",
                        "loadtest_requests_late_total{kind=\"tracked\",request=\"draw\"} 1.0",
                        "loadtest_requests_in_flight{kind=\"tracked\",request=\"draw\"} 1.0",
                        "loadtest_requests_not_sent_total{kind=\"tracked\",reason=\"workerLost\",request=\"draw\"} 2.0",
                        "loadtest_lateness_seconds_count{kind=\"tracked\",request=\"draw\"} 3",
                        "loadtest_lateness_seconds_sum{kind=\"tracked\",request=\"draw\"} 0.002");
    }

    @Test
    void responseTimesByOutcome() {
        tally().completed(true, 200, 10, 20 * MILLISECOND, 18 * MILLISECOND);
        tally().completed(true, 200, 10, 30 * MILLISECOND, 28 * MILLISECOND);
        tally().completed(false, 500, 10, 3 * MILLISECOND, 2 * MILLISECOND);
        tally().timedOut(10, 5_000 * MILLISECOND, 5_000 * MILLISECOND);
        tally().firstByte(4 * MILLISECOND);

        String of = "kind=\"tracked\",outcome=\"%s\",request=\"draw\"";
        assertThat(scrape())
                .contains(
                        "loadtest_response_seconds_count{" + of.formatted("succeeded") + "} 2",
                        "loadtest_response_seconds_sum{" + of.formatted("succeeded") + "} 0.05",
                        "loadtest_response_seconds_bucket{" + of.formatted("succeeded") + ",le=\"0.01\"} 0",
                        "loadtest_response_seconds_bucket{" + of.formatted("succeeded") + ",le=\"0.025\"} 1",
                        "loadtest_response_seconds_bucket{" + of.formatted("succeeded") + ",le=\"+Inf\"} 2",
                        "loadtest_response_seconds_count{" + of.formatted("unexpected") + "} 1",
                        "loadtest_response_seconds_sum{" + of.formatted("unexpected") + "} 0.003",
                        "loadtest_response_seconds_count{" + of.formatted("timeout") + "} 1",
                        "loadtest_response_seconds_sum{" + of.formatted("timeout") + "} 5.0",
                        "loadtest_first_byte_seconds_count{kind=\"tracked\",request=\"draw\"} 1");
    }

    @Test
    void journeys() {
        Tally buy = sheet.journey("buy", Kind.TRACKED);
        buy.addPlanned(6);
        for (int i = 0; i < 4; i++) {
            buy.sent(0, 0, 0, false);
        }
        buy.finished(10, 2_000 * MILLISECOND, 1_900 * MILLISECOND);
        buy.failed("pay", 10);
        buy.failed("pay", 10);
        buy.notSent("stopped", 2);

        String of = "{journey=\"buy\",kind=\"tracked\"";
        assertThat(scrape())
                .contains(
                        "loadtest_journeys_total" + of + ",outcome=\"completed\"} 1.0",
                        "loadtest_journeys_total" + of + ",outcome=\"failed\"} 2.0",
                        "loadtest_journeys_total" + of + ",outcome=\"unresolved\"} 0.0",
                        "loadtest_journeys_planned_total" + of + "} 6.0",
                        "loadtest_journeys_begun_total" + of + "} 4.0",
                        "loadtest_journeys_not_begun_total" + of + "} 2.0",
                        "loadtest_journeys_under_way" + of + "} 1.0",
                        "loadtest_journey_seconds_count" + of + "} 1",
                        "loadtest_journey_seconds_sum" + of + "} 2.0");
    }

    @Test
    void histogramsAreNativeToo() {
        tally().completed(true, 200, 10, 1_000 * MILLISECOND, 18 * MILLISECOND);

        HistogramSnapshot response = snapshots().stream()
                .filter(HistogramSnapshot.class::isInstance)
                .map(HistogramSnapshot.class::cast)
                .filter(it -> it.getMetadata().getName().equals("loadtest_response_seconds"))
                .findFirst()
                .orElseThrow();
        var succeeded = response.getDataPoints().stream()
                .filter(point -> "succeeded".equals(point.getLabels().get("outcome")))
                .findFirst()
                .orElseThrow();
        assertThat(succeeded.getNativeSchema()).isEqualTo(5);
        assertThat(succeeded.getNativeBucketsForPositiveValues().size()).isEqualTo(1);
        assertThat(succeeded.getNativeBucketsForPositiveValues().getBucketIndex(0))
                .isZero();
    }

    @Test
    void readingIsIdempotent() {
        tally().sent(0, 0, 0, false);
        tally().completed(true, 200, 10, MILLISECOND, MILLISECOND);
        List<String> first = scrape();

        assertThat(scrape()).isEqualTo(first);
        tally().sent(0, 0, 0, false);
        tally().completed(true, 200, 10, MILLISECOND, MILLISECOND);
        assertThat(scrape())
                .contains("loadtest_requests_total{kind=\"tracked\",outcome=\"succeeded\",request=\"draw\"} 2.0");
    }

    @Test
    void journeysBeyondTheCapAreOne() {
        for (int i = 0; i < WorkerMetrics.MAX_ROWS + 5; i++) {
            sheet.journey("j%03d".formatted(i), Kind.TRACKED).finished(10, MILLISECOND, MILLISECOND);
        }

        assertThat(scrape().stream()
                        .filter(line -> line.startsWith("loadtest_journeys_total{") && line.contains("completed")))
                .hasSize(WorkerMetrics.MAX_ROWS + 1)
                .contains("loadtest_journeys_total{journey=\"other\",kind=\"tracked\",outcome=\"completed\"} 5.0");
    }

    @Test
    void rowsBeyondTheCapAreOne() {
        for (int i = 0; i < WorkerMetrics.MAX_ROWS + 5; i++) {
            sheet.tally("r%03d".formatted(i), Kind.TRACKED).completed(true, 200, 10, MILLISECOND, MILLISECOND);
        }

        List<String> succeeded = scrape().stream()
                .filter(line -> line.startsWith("loadtest_requests_total{") && line.contains("succeeded"))
                .toList();
        assertThat(succeeded)
                .hasSize(WorkerMetrics.MAX_ROWS + 1)
                .contains("loadtest_requests_total{kind=\"tracked\",outcome=\"succeeded\",request=\"other\"} 5.0");
    }
}
