package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.control.metrics.Dashboard;
import dev.loadtest.control.metrics.PrometheusProcess;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus on this machine reads operator and workers: the chart's dashboard and alerts show what happens. */
@Timeout(300)
class PrometheusE2E {
    private static final Path DASHBOARD = Kubernetes.file("helm/loadtest-operator/files/dashboard.json");

    @TempDir
    private Path folder;

    @BeforeEach
    void operator() {
        assertThat(PrometheusProcess.missing()).isEmpty();
        Testbed.required();
        Operator.ready();
    }

    @AfterEach
    void asItWas() {
        Operator.ready();
    }

    /** Scrapes the leader, and the workers that are written to a file later, as the chart's monitors do. */
    private PrometheusProcess prometheus() throws IOException {
        GenericKubernetesResource rule = rule();
        Files.writeString(folder.resolve("rules.yaml"), Serialization.asYaml(rule.get("spec")));
        Files.writeString(folder.resolve("workers.json"), "[]");
        return PrometheusProcess.start(
                folder, """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [rules.yaml]
                scrape_configs:
                - job_name: operator
                  honor_labels: true
                  static_configs:
                  - targets: ["%s:8080"]
                    labels: {namespace: %s}
                - job_name: workers
                  file_sd_configs:
                  - files: [workers.json]
                    refresh_interval: 1s
                """.formatted(Operator.leader().getStatus().getPodIP(), Operator.NAMESPACE), true);
    }

    /** With short waits. */
    private static GenericKubernetesResource rule() {
        String rendered = Operator.release()
                .template(
                        "prometheusRule.enabled=true",
                        "prometheusRule.operatorDownFor=1s",
                        "prometheusRule.startingFor=1s")
                .ok()
                .out();
        return Arrays.stream(rendered.split("(?m)^---\\s*$"))
                .filter(document -> document.contains("kind: PrometheusRule"))
                .map(document -> Serialization.unmarshal(document, GenericKubernetesResource.class))
                .findFirst()
                .orElseThrow();
    }

    private void scrapeWorkers(Scenario scenario, Run run) throws IOException {
        String targets = run.pods().stream()
                .map(pod -> target(scenario.namespace(), pod))
                .collect(Collectors.joining(",", "[", "]"));
        Path file = folder.resolve("workers.new");
        Files.writeString(file, targets);
        Files.move(file, folder.resolve("workers.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String target(String namespace, Pod pod) {
        return """
                {"targets": ["%s:8091"], "labels": {"namespace": "%s", "pod": "%s", "loadtest": "%s"}}
                """.formatted(
                        pod.getStatus().getPodIP(),
                        namespace,
                        pod.getMetadata().getName(),
                        pod.getMetadata().getLabels().get(Run.LABEL));
    }

    @Test
    void panels() throws IOException {
        try (Scenario scenario = Scenario.open("prometheus");
                PrometheusProcess prometheus = prometheus()) {
            scenario.plots();
            Run run = scenario.run(Scenario.read("e2e/scenarios/metrics/steady.yaml"));
            run.awaitState(120, State.RUNNING);
            scrapeWorkers(scenario, run);
            String of = "{namespace=\"" + scenario.namespace() + "\",loadtest=\"steady\"}";
            prometheus.await("loadtest_run_planned_requests_per_second" + of + " == 40");
            List<Dashboard.Query> queries = Dashboard.queries(DASHBOARD, scenario.namespace(), "steady");
            for (Dashboard.Query query : queries) {
                if (!query.panel().equals("Verdicts")) {
                    assertThat(prometheus.await(query.expr())).as(query.panel()).isNotEmpty();
                }
            }
            assertThat(prometheus.value("loadtest_run_workers_ready" + of)).isEqualTo(2);

            assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            for (Dashboard.Query query : queries) {
                if (query.panel().equals("Verdicts")) {
                    assertThat(prometheus.await(query.expr()).getFirst().labels())
                            .containsEntry("verdict", "Passed");
                }
            }
            // The last scrape may be older than the end.
            prometheus.await("sum(loadtest_run_requests_total" + of + ") == "
                    + run.results().total("sent"));
            double p99 = run.results()
                    .json()
                    .path("totals")
                    .path("tracked")
                    .path("responseMicros")
                    .path("p99")
                    .asDouble();
            assertThat(prometheus.value("histogram_quantile(0.99, sum(loadtest_run_response_seconds" + of + "))") * 1e6)
                    .isCloseTo(p99, Percentage.withPercentage(5));

            run.delete();
            prometheus.await("{__name__=~\"loadtest_run_.*\",loadtest=\"steady\"}", List::isEmpty);
        }
    }

    @Test
    void alerts() throws IOException {
        try (Scenario scenario = Scenario.open("alerts");
                PrometheusProcess prometheus = prometheus()) {
            scenario.plots();
            prometheus.await("loadtest_operator_leader == 1");
            // Pending before the first scrape.
            prometheus.alerts(alerts -> !names(alerts).contains("LoadTestOperatorDown"));

            Run late = scenario.run(Scenario.read("e2e/scenarios/metrics/late.yaml"));
            scenario.run(Scenario.read("e2e/scenarios/metrics/stuck.yaml"));
            assertThat(late.awaitEnd(120).verdict()).as(late::describe).isEqualTo(Verdict.INVALID);
            prometheus.alerts(alerts ->
                    names(alerts).containsAll(List.of("LoadTestRunInvalid late", "LoadTestStuckStarting stuck")));

            Operator.scale(0);
            prometheus.alerts(alerts -> names(alerts).contains("LoadTestOperatorDown"));
        } finally {
            Operator.scale(1);
        }
    }

    private static List<String> names(List<Map<String, String>> alerts) {
        return alerts.stream()
                .map(labels -> (labels.get("alertname") + " " + labels.getOrDefault("loadtest", "")).strip())
                .toList();
    }
}
