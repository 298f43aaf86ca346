package dev.loadtest.operator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.metrics.Dashboard;
import dev.loadtest.control.metrics.PrometheusProcess;
import dev.loadtest.control.metrics.Promtool;
import dev.loadtest.control.serve.ManagementServer;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Fate;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.decide.Decision;
import dev.loadtest.operator.report.Statuses;
import dev.loadtest.operator.run.LocalPods;
import dev.loadtest.operator.run.RunSnapshot;
import dev.loadtest.operator.run.Runs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's metrics of a run over two workers, scraped by a real Prometheus. */
@Timeout(120)
class PrometheusIT {
    private static final Path DASHBOARD = Path.of("..", "helm", "loadtest-operator", "files", "dashboard.json");
    private static final String RUN = "{namespace=\"shop\",loadtest=\"plots\"}";
    private static final String P99 =
            "histogram_quantile(0.99, sum(loadtest_run_response_seconds{loadtest=\"plots\",kind=\"tracked\"}))";
    /** Of a run of 2 s. */
    private static final int REQUESTS = 1_010;

    @TempDir
    private Path folder;

    private final Runs runs = new Runs();
    private volatile List<LoadTest> tests = List.of(SampleTests.test(Statuses.started(State.RUNNING, SampleTests.NOW)));
    private final OperatorMetrics metrics = new OperatorMetrics(runs, () -> tests, () -> true, System::nanoTime);
    private final ManagementServer server =
            ManagementServer.start(0, ManagementPages.of(metrics, () -> true, () -> true));

    @BeforeAll
    static void installed() {
        PrometheusProcess.required();
    }

    private void run(String duration) {
        metrics.decided(new Decision.Rest());
        LoadPlan plan = SampleTests.runnable(SampleTests.of("""
                        apiVersion: loadtest.dev/v1alpha1
                        kind: LoadTest
                        metadata: {name: plots}
                        spec:
                          target: {url: "http://plots:8000"}
                          drain: 1s
                          parallelism: 2
                          requests: [{name: health, path: /health}]
                          journeys: [{name: visit, steps: [{request: health}]}]
                          phases:
                          - {name: health, group: all, request: health, maxLateness: 60s, rate: {perSecond: 500, duration: %1$s}}
                          - {name: visits, group: all, journey: visit, maxLateness: 60s, rate: {perSecond: 5, duration: %1$s}}
                        """.formatted(duration), null))
                .plan();
        Random random = new Random(7);
        runs.start(LocalPods.start(
                SampleTests.UID,
                plan,
                List.of(LocalPods.worker(0, request -> slow(random)), LocalPods.worker(1, request -> slow(random))),
                SampleTests.NOW));
    }

    /** Log-normal around 20 ms. */
    private static Fate slow(Random random) {
        return new Answer((long) (20e6 * Math.exp(0.7 * random.nextGaussian())), 200, "ok");
    }

    @AfterEach
    void close() {
        server.close();
        runs.close();
    }

    private PrometheusProcess prometheus(boolean nativeHistograms) throws Exception {
        return PrometheusProcess.start(folder, """
                global: {scrape_interval: 1s}
                scrape_configs:
                - job_name: operator
                  honor_labels: true
                  static_configs:
                  - targets: ["127.0.0.1:%d"]
                    labels: {namespace: loadtest-system}
                """.formatted(server.port()), nativeHistograms);
    }

    private RunResult result() {
        while (true) {
            RunSnapshot snapshot = runs.snapshot(SampleTests.UID).orElseThrow();
            if (snapshot.result() != null) {
                return snapshot.result();
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** With native histograms, and with classic ones. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void panels(boolean nativeHistograms) throws Exception {
        try (PrometheusProcess prometheus = prometheus(nativeHistograms)) {
            run("10m");
            prometheus.await("sum(loadtest_run_planned_requests_per_second) == 505");
            assertThat(prometheus.value("loadtest_run_workers_ready" + RUN)).isEqualTo(2);
            assertThat(prometheus.value("sum(loadtest_operator_loadtests{state=\"Running\"})"))
                    .isEqualTo(1);
            for (Dashboard.Query query : Dashboard.queries(DASHBOARD, "shop", "plots")) {
                if (query.row().equals("Workers of the run") || query.panel().equals("Verdicts")) {
                    // Without workers there, and without an ended run, they need to be valid only.
                    assertThat(prometheus.query(query.expr())).as(query.panel()).isEmpty();
                } else {
                    // Rates need two samples.
                    assertThat(prometheus.await(query.expr())).as(query.panel()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void quantileIsTheStatus() throws Exception {
        try (PrometheusProcess prometheus = prometheus(true)) {
            run("2s");
            RunResult result = result();
            long p99 = result.totals().books().kind(Kind.TRACKED).response().p99();
            prometheus.await("sum(loadtest_run_requests_total" + RUN + ") == " + REQUESTS);
            assertThat(prometheus.value(P99) * 1e6).isCloseTo(p99, Percentage.withPercentage(5));
            assertThat(prometheus.value("sum(loadtest_run_requests_total{outcome=\"succeeded\"})"))
                    .isEqualTo(result.totals().books().kind(Kind.TRACKED).succeeded());
        }
    }

    @Test
    void keptAfterTheEndAndGoneWhenDeleted() throws Exception {
        try (PrometheusProcess prometheus = prometheus(true)) {
            run("2s");
            result();
            runs.forget(SampleTests.UID);
            tests = List.of(SampleTests.test(Statuses.completed(SampleTests.NOW, SampleTests.NOW)));
            prometheus.await("loadtest_run_verdict{namespace=\"shop\",loadtest=\"plots\",verdict=\"Passed\"} == 1");
            assertThat(prometheus.value("sum(loadtest_run_requests_total" + RUN + ")"))
                    .isEqualTo(REQUESTS);
            tests = List.of();
            runs.abandon(SampleTests.UID, "the LoadTest was deleted");
            prometheus.await("{__name__=~\"loadtest_run_.*\"}", List::isEmpty);
        }
    }

    @Test
    void namesFollowConventions() throws Exception {
        run("1s");
        result();
        String text = new String(metrics.page().answer("text/plain").body(), StandardCharsets.UTF_8);
        String ours =
                text.lines().filter(line -> line.contains("loadtest_")).collect(Collectors.joining("\n", "", "\n"));
        assertThat(ours)
                .contains(
                        "loadtest_run_first_byte_seconds_bucket",
                        "loadtest_run_lateness_seconds_sum",
                        "loadtest_run_journey_seconds_bucket",
                        "loadtest_run_journeys_planned_total");
        assertThat(Promtool.checkMetrics(ours)).isEmpty();
    }
}
