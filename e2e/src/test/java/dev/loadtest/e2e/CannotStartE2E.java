package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Workers that never become ready: the obstacle is quoted at once, and startupDeadlineSeconds ends the run with an
 * Error.
 */
class CannotStartE2E {
    private static final String RATE = "e2e/scenarios/lifecycle/rate.yaml";
    private static final int DEADLINE_SECONDS = 30;

    @BeforeAll
    static void operator() {
        Operator.ready("workers.allowImage=true");
    }

    @AfterAll
    static void asBefore() {
        Operator.ready();
    }

    @Test
    void unpullableImage() {
        cannotStart("no-image", "", Map.of("worker", Map.of("image", "localhost:1/none:1")), "localhost:1/none:1");
    }

    @Test
    void quotaOnPods() {
        cannotStart("quota", """
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: few}
                spec: {hard: {pods: "0"}}
                """, Map.of(), "exceeded quota: few");
    }

    @Test
    void quotaOnJobs() {
        cannotStart("job-quota", """
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: few}
                spec: {hard: {count/jobs.batch: "0"}}
                """, Map.of(), "exceeded quota: few");
    }

    @Test
    void invalidTolerations() {
        try (Scenario scenario = Scenario.open("no-toleration")) {
            scenario.plots();
            Map<String, Object> both = Map.of("operator", "Exists", "value", "x");
            Run run = scenario.run(
                    Scenario.read(RATE), Manifests.spec(Map.of("worker", Map.of("tolerations", List.of(both)))));

            LoadTestStatus status = run.awaitEnd(DEADLINE_SECONDS);

            assertThat(status.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(status.message()).contains("the Job cannot be made", "value must be empty when");
        }
    }

    @Test
    void unschedulable() {
        cannotStart(
                "no-node",
                "",
                Map.of("worker", Map.of("nodeSelector", Map.of("disk", "none"))),
                "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector");
    }

    @Test
    void missingSecretKey() {
        cannotStart(
                "no-key",
                """
                apiVersion: v1
                kind: Secret
                metadata: {name: plots}
                stringData: {user: me}
                """,
                Map.of(
                        "target",
                        Map.of(
                                "url",
                                "http://plots:8000",
                                "headers",
                                List.of(Map.of(
                                        "name",
                                        "Authorization",
                                        "valueFrom",
                                        Map.of("secretKeyRef", Map.of("name", "plots", "key", "token")))))),
                "there is no key \"token\" in Secret \"plots\"");
    }

    @Test
    void lateServiceIsAwaited() {
        try (Scenario scenario = Scenario.open("no-target")) {
            Run run = scenario.run(Scenario.read(RATE));

            LoadTestStatus waiting =
                    run.await(10, status -> status.message() != null && status.state() == State.PENDING);

            assertThat(waiting.state()).isEqualTo(State.PENDING);
            assertThat(waiting.message()).contains("\"plots\" is not a Service of this namespace");
            assertThat(run.condition("Stalled")).isEqualTo("True InvalidSpec");
            assertThat(run.pods()).isEmpty();
            scenario.plots();
            assertThat(run.awaitEnd(90).verdict()).isEqualTo(Verdict.PASSED);
        }
    }

    private static void cannotStart(String name, String objects, Map<String, Object> spec, String sentence) {
        try (Scenario scenario = Scenario.open(name)) {
            PlotService plots = scenario.plots();
            if (!objects.isEmpty()) {
                scenario.apply(objects);
            }
            UnaryOperator<LoadTest> deadline = Manifests.spec(Map.of("startupDeadlineSeconds", DEADLINE_SECONDS));
            Run run = scenario.run(
                    Scenario.read(RATE), test -> Manifests.spec(spec).apply(deadline.apply(test)));

            run.await(DEADLINE_SECONDS / 2, status -> String.valueOf(status.message())
                    .contains(sentence));
            LoadTestStatus status = run.awaitEnd(2 * DEADLINE_SECONDS);

            assertThat(status.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(status.message())
                    .contains("startupDeadlineSeconds (" + DEADLINE_SECONDS + " s)")
                    .contains(sentence);
            assertThat(run.condition("Failed")).isEqualTo("True Error");
            assertThat(plots.answered()).isZero();
            run.awaitNoPods(60);
        }
    }
}
