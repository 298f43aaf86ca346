package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release of the chart from install to uninstall: LoadTests and runs survive every Helm operation. */
class ChartE2E {
    private static final String BRIEF = "e2e/scenarios/operator-loss/brief.yaml";
    private static final long BRIEF_REQUESTS = 5 * 20 + 400 + 5 * 20;
    private static final String ALL_KINDS = Release.KINDS + ",configmaps,secrets,leases";

    @BeforeEach
    void operator() {
        Operator.ready();
    }

    @AfterAll
    static void asItWas() {
        Operator.ready();
    }

    @Test
    void installationNotes() {
        String notes = Operator.release().upgrade().ok().out();

        List<String> commands = notes.lines()
                .filter(line -> line.startsWith("  kubectl "))
                .map(String::strip)
                .toList();
        assertThat(commands).hasSize(3);
        assertThat(commands.get(1)).startsWith("kubectl apply -f ");
        assertThat(commands.get(2)).isEqualTo("kubectl get loadtests -w");
        String[] first = commands.getFirst().replaceFirst("^kubectl ", "").split(" ");
        assertThat(Command.kubectl(first).ok().out()).contains("successfully rolled out");
    }

    /** A LoadTest against the operator's health; nothing is left but the pod with its log. */
    @Test
    void helmTest() {
        Release release = Operator.release();
        String pod = release.fullname() + "-smoke";

        Command tested = Command.helm("test", release.name(), "--namespace", release.namespace(), "--logs");

        assertThat(tested.exit()).as(tested.out()).isZero();
        assertThat(tested.out()).contains("against the operator at", "PASSED");
        Kubernetes.within(60).untilAsserted(() -> assertThat(Kubernetes.names("get", "namespace", pod))
                .isEmpty());
        assertThat(Kubernetes.names("get", "serviceaccounts,roles,rolebindings", "-n", release.namespace()))
                .noneMatch(object -> object.contains("-smoke"));
        Command.kubectl("delete", "pod", pod, "-n", release.namespace()).ok();
    }

    /** In a watched namespace it deletes what it has created. */
    @Test
    void helmTestInAWatchedNamespace() {
        try (Scenario scenario = Scenario.open("chart-smoke")) {
            Operator.ready("watchNamespaces={" + scenario.namespace() + "}");
            Release release = Operator.release();

            Command tested = Command.helm("test", release.name(), "--namespace", release.namespace(), "--logs");

            assertThat(tested.exit()).as(tested.out()).isZero();
            assertThat(tested.out()).contains("in namespace " + scenario.namespace(), "PASSED");
            assertThat(Kubernetes.names("get", "loadtests,services,endpointslices", "-n", scenario.namespace()))
                    .isEmpty();
        } finally {
            Command.kubectl(
                    "delete", "pods", "-n", Operator.NAMESPACE, "-l", "app.kubernetes.io/name=loadtest-operator-smoke");
        }
    }

    /** Without an operator there is nothing to test. */
    @Test
    void helmTestWithoutAnOperator() {
        Release release = Operator.release();
        Operator.scale(0);
        try {
            Command tested = Command.helm("test", release.name(), "--namespace", release.namespace(), "--logs");

            assertThat(tested.exit()).isNotZero();
            assertThat(tested.out()).contains("no pod of the operator is ready");
        } finally {
            Operator.scale(1);
            Command.kubectl(
                    "delete", "pods", "-n", Operator.NAMESPACE, "-l", "app.kubernetes.io/name=loadtest-operator-smoke");
        }
    }

    @Test
    void upgradeKeepsTestsAndRuns(@TempDir Path folder) {
        try (Scenario scenario = Scenario.open("chart-upgrade")) {
            PreviousChart previous = PreviousChart.in(folder);
            previous.release().upgrade().ok();
            assertThat(previous.tries(scenario).out()).contains("unknown field \"spec." + PreviousChart.UNKNOWN + "\"");
            PlotService plots = scenario.plots();
            Run waits = scenario.run(Scenario.read(BRIEF), test -> {
                test.getMetadata().setName("waits");
                return Manifests.spec(Map.of("suspend", true)).apply(test);
            });
            waits.awaitState(30, State.SUSPENDED);
            Run run = scenario.run(Scenario.read(BRIEF));
            Kubernetes.within(60).until(() -> plots.answered() > 150);

            Operator.ready();

            previous.tries(scenario).ok();
            run.assertExact(plots, 120, BRIEF_REQUESTS);
            assertThat(waits.status().state()).isEqualTo(State.SUSPENDED);
            waits.patch("{\"suspend\": false}");
            assertThat(waits.awaitEnd(120).verdict()).as(waits::describe).isEqualTo(Verdict.PASSED);
        }
    }

    /** Lease and control key belong to the operator and stay; the next installation continues with them. */
    @Test
    void uninstallKeepsTestsAndRuns() {
        try (Scenario scenario = Scenario.open("chart-uninstall")) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(Scenario.read(BRIEF));
            Kubernetes.within(60).until(() -> plots.answered() > 150);

            Release release = Operator.release();
            release.uninstall().ok();

            Kubernetes.within(60)
                    .untilAsserted(() -> assertThat(release.objects(ALL_KINDS)).isEmpty());
            assertThat(Kubernetes.names("get", "customresourcedefinition", "loadtests.loadtest.dev"))
                    .hasSize(1);
            assertThat(Kubernetes.names("get", ALL_KINDS, "-n", release.namespace()))
                    .filteredOn(object -> object.contains(release.fullname()))
                    .containsExactlyInAnyOrder(
                            "secret/" + release.fullname() + "-control-key",
                            "lease.coordination.k8s.io/" + release.fullname());
            assertThat(run.status().state()).isEqualTo(State.RUNNING);
            plots.isIdleWithin(Run.PAUSED_WITHIN_SECONDS);
            Operator.ready();

            run.assertExact(plots, 120, BRIEF_REQUESTS);
        }
    }

    @Test
    void secondReplicaTakesOver() {
        Release release = Operator.release();
        assertThat(release.objects("poddisruptionbudgets")).isEmpty();
        Operator.ready("replicas=2");

        assertThat(release.objects("poddisruptionbudgets")).hasSize(1);
        assertThat(Operator.pods()).hasSize(2).allMatch(ChartE2E::isReady);
        Pod leader = Operator.leader();
        Kubernetes.client().resource(leader).withGracePeriod(0).delete();
        Operator.awaitOtherLeader(leader, 60);
        try (Scenario scenario = Scenario.open("chart-replicas")) {
            scenario.plots();
            Run run = scenario.run(Scenario.read("e2e/scenarios/lifecycle/single.yaml"));
            assertThat(run.awaitEnd(60).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
        }
    }

    private static boolean isReady(Pod pod) {
        return Objects.requireNonNull(pod.getStatus().getConditions()).stream()
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }
}
