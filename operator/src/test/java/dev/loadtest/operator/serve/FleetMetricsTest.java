package dev.loadtest.operator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.report.Statuses;
import dev.loadtest.operator.run.Runs;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FleetMetricsTest {
    private static final LoadTestStatus ENDED = Statuses.completed(SampleTests.NOW, SampleTests.NOW);

    private static LoadTest test(String name, String created, @Nullable LoadTestStatus status) {
        LoadTest test = SampleTests.test(status);
        test.getMetadata().setName(name);
        test.getMetadata().setUid(name);
        test.getMetadata().setCreationTimestamp(created);
        return test;
    }

    private static MetricSnapshots collect(List<LoadTest> tests) {
        return new FleetMetrics(new Runs(), () -> tests).collect();
    }

    private static List<String> points(MetricSnapshots snapshots, String name) {
        return snapshots.stream()
                .filter(it -> it.getMetadata().getName().equals(name))
                .map(GaugeSnapshot.class::cast)
                .flatMap(it -> it.getDataPoints().stream())
                .map(point -> point.getLabels() + " " + point.getValue())
                .toList();
    }

    @Test
    void stateAndVerdict() {
        MetricSnapshots snapshots = collect(List.of(
                test("new", "1", null),
                test("begun", "2", Statuses.started(State.STARTING, SampleTests.NOW)),
                test("over", "3", ENDED)));

        assertThat(points(snapshots, "loadtest_run_state"))
                .containsExactlyInAnyOrder(
                        "{loadtest=\"new\",namespace=\"shop\",state=\"Pending\"} 1.0",
                        "{loadtest=\"begun\",namespace=\"shop\",state=\"Starting\"} 1.0",
                        "{loadtest=\"over\",namespace=\"shop\",state=\"Completed\"} 1.0");
        assertThat(points(snapshots, "loadtest_run_verdict"))
                .containsExactly("{loadtest=\"over\",namespace=\"shop\",verdict=\"Passed\"} 1.0");
        assertThat(points(snapshots, "loadtest_operator_loadtests"))
                .contains("{state=\"Pending\"} 1.0", "{state=\"Running\"} 0.0", "{state=\"Completed\"} 1.0");
    }

    @Test
    void atMostAThousandHaveSeries() {
        List<LoadTest> tests = new ArrayList<>();
        for (int i = 0; i < FleetMetrics.MAX_TESTS; i++) {
            tests.add(test("over-" + i, "2026-01-01T00:00:%04dZ".formatted(i), ENDED));
        }
        tests.add(test("waiting", "2025-01-01T00:00:00Z", null));
        MetricSnapshots snapshots = collect(tests);

        assertThat(points(snapshots, "loadtest_run_state"))
                .hasSize(FleetMetrics.MAX_TESTS)
                .anyMatch(point -> point.contains("\"waiting\""))
                .noneMatch(point -> point.contains("\"over-0\""));
        assertThat(points(snapshots, "loadtest_operator_loadtests"))
                .contains("{state=\"Pending\"} 1.0", "{state=\"Completed\"} " + (double) FleetMetrics.MAX_TESTS);
    }
}
