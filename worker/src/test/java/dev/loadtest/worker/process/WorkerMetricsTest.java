package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Tally;
import dev.loadtest.engine.result.TallySheet;
import dev.loadtest.engine.run.transport.Resends;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerMetricsTest {
    private static final long MILLISECOND = 1_000_000;

    private final WorkerMetrics metrics = new WorkerMetrics();
    private final TallySheet sheet = new TallySheet();

    private List<String> scrape() {
        return metrics.scrape(new Preparation.Ledger(sheet.copy(), 7 * MILLISECOND, new Resends(3, 2)))
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
                        "loadtest_response_seconds_count{kind=\"tracked\",request=\"draw\"} 1",
                        "loadtest_lateness_seconds_count{kind=\"tracked\",request=\"draw\"} 3",
                        "loadtest_lateness_seconds_sum{kind=\"tracked\",request=\"draw\"} 0.002")
                .anyMatch(
                        line -> line.startsWith(
                                "loadtest_response_quantile_seconds{kind=\"tracked\",quantile=\"0.99\",request=\"draw\"} 0.02"));
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
}
