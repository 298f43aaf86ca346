package dev.loadtest.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.metrics.Dashboard;
import dev.loadtest.control.metrics.PrometheusProcess;
import dev.loadtest.control.metrics.Promtool;
import dev.loadtest.engine.coordinate.Coordinator;
import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture;
import dev.loadtest.engine.coordinate.record.RunObserver;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.result.RunResult;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker after a run, scraped by a real Prometheus. */
@Timeout(120)
class PrometheusIT {
    private static final Path DASHBOARD = Path.of("..", "helm", "loadtest-operator", "files", "dashboard.json");
    private static final int REQUESTS = 300;

    @TempDir
    private Path folder;

    @BeforeAll
    static void installed() {
        PrometheusProcess.required();
    }

    private static LoadPlan plan(int port) {
        LoadPlan plan = PlanFixture.plan()
                .get("get")
                .phase(PhaseFixture.phase("p", "get").burst(REQUESTS))
                .drain(Duration.ofSeconds(5))
                .build();
        return WorkerFixture.aimed(WorkerFixture.patient(plan), port, 1);
    }

    private static RunResult run(WorkerFixture fixture, WorkerProcess process, LoadPlan plan) throws Exception {
        return new Coordinator(plan, List.of(fixture.remote(process, 0, 1, plan)), fixture.loop(), new RunObserver() {})
                .start()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    /** As a PodMonitor of the chart labels it. */
    private static String config(int port) {
        return """
                global: {scrape_interval: 1s}
                scrape_configs:
                - job_name: workers
                  static_configs:
                  - targets: ["127.0.0.1:%d"]
                    labels: {namespace: shop, pod: plots-0, loadtest: plots}
                """.formatted(port);
    }

    /** Panels show values with native histograms, and with classic ones. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void panelsOfWorkers(boolean nativeHistograms) throws Exception {
        try (CountingTarget target = new CountingTarget();
                WorkerFixture fixture = new WorkerFixture(folder)) {
            WorkerProcess process = fixture.start();
            RunResult result = run(fixture, process, plan(target.port()));
            try (PrometheusProcess prometheus =
                    PrometheusProcess.start(folder, config(process.metricsPort()), nativeHistograms)) {
                assertThat(prometheus.value("sum(loadtest_requests_total{outcome=\"succeeded\"})"))
                        .isEqualTo(REQUESTS);
                for (Dashboard.Query query : Dashboard.queries(DASHBOARD, "shop", "plots")) {
                    if (query.row().equals("Workers of the run")) {
                        // Rates need two samples.
                        assertThat(prometheus.await(query.expr()))
                                .as(query.panel())
                                .isNotEmpty();
                    }
                }
                if (nativeHistograms) {
                    double p99 = prometheus.value(
                            "histogram_quantile(0.99, sum(loadtest_response_seconds{kind=\"tracked\"}))");
                    assertThat(p99 * 1e6)
                            .isCloseTo(
                                    result.totals()
                                            .books()
                                            .kind(Kind.TRACKED)
                                            .response()
                                            .p99(),
                                    Percentage.withPercentage(5));
                }
            }
        }
    }

    @Test
    void namesFollowConventions() throws Exception {
        try (CountingTarget target = new CountingTarget();
                WorkerFixture fixture = new WorkerFixture(folder)) {
            WorkerProcess process = fixture.start();
            run(fixture, process, plan(target.port()));
            String text = fixture.client()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.metricsPort() + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(text).contains("loadtest_response_seconds_bucket");
            assertThat(Promtool.checkMetrics(text)).isEmpty();
        }
    }
}
