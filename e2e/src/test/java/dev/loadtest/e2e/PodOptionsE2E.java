package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Options of worker pods, allowed and refused. */
class PodOptionsE2E {
    private static final String RATE = "e2e/scenarios/lifecycle/rate.yaml";
    private static final String PRIORITY = "loadtest-e2e-low";

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    @Test
    void optionsAppearOnPods() {
        PriorityClass priority = new PriorityClassBuilder()
                .withNewMetadata()
                .withName(PRIORITY)
                .endMetadata()
                .withValue(-5)
                .build();
        Kubernetes.client().resource(priority).serverSideApply();
        try (Scenario scenario = Scenario.open("pod-options")) {
            scenario.plots();
            scenario.apply("""
                    apiVersion: v1
                    kind: ServiceAccount
                    metadata: {name: loads}
                    """);

            Run run = scenario.run(Scenario.read("e2e/scenarios/options/worker.yaml"));
            assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);

            Pod pod = run.pods().getFirst();
            PodSpec spec = pod.getSpec();
            Container worker = spec.getContainers().getFirst();
            assertThat(worker.getImagePullPolicy()).isEqualTo("Never");
            assertThat(worker.getResources().getRequests()).containsEntry("cpu", new Quantity("60m"));
            assertThat(worker.getResources().getLimits()).containsEntry("memory", new Quantity("300Mi"));
            assertThat(spec.getNodeSelector()).containsEntry("kubernetes.io/os", "linux");
            assertThat(spec.getTolerations())
                    .anySatisfy(toleration -> assertThat(toleration.getKey()).isEqualTo("loads"));
            assertThat(spec.getAffinity().getNodeAffinity().getPreferredDuringSchedulingIgnoredDuringExecution())
                    .hasSize(1);
            assertThat(spec.getTopologySpreadConstraints())
                    .anySatisfy(spread -> assertThat(spread.getTopologyKey()).isEqualTo("kubernetes.io/hostname"));
            assertThat(spec.getPriorityClassName()).isEqualTo(PRIORITY);
            assertThat(spec.getPriority()).isEqualTo(-5);
            assertThat(spec.getServiceAccountName()).isEqualTo("loads");
            assertThat(spec.getImagePullSecrets())
                    .anySatisfy(secret -> assertThat(secret.getName()).isEqualTo("registry"));
            assertThat(pod.getMetadata().getAnnotations())
                    .containsEntry("sidecar.istio.io/inject", "true")
                    .containsEntry("prometheus.io/scrape", "false");
            assertThat(pod.getMetadata().getLabels())
                    .containsEntry("team", "plots")
                    .as("ours cannot be taken")
                    .containsEntry(Run.LABEL, "worker-options");
            assertLockedDown(pod);
        } finally {
            Kubernetes.client().resource(priority).delete();
        }
    }

    /** A name defined only by the manifest leads to a Service; the same name must not lead to a denied address. */
    @Test
    void hostAliases() {
        Operator.ready("targets.allow={10.96.0.0/16}");
        try (Scenario scenario = Scenario.open("pod-dns")) {
            PlotService plots = scenario.plots();
            String plotsIp = scenario.client()
                    .services()
                    .inNamespace(scenario.namespace())
                    .withName("plots")
                    .get()
                    .getSpec()
                    .getClusterIP();
            assertThat(aimed(scenario, "alias", plotsIp).verdict()).isEqualTo(Verdict.PASSED);
            assertThat(plots.answered()).isEqualTo(20);
            assertThat(aimed(scenario, "api", Targets.apiService()).verdict()).isEqualTo(Verdict.FAILED);
            assertThat(aimed(scenario, "pods", "10.244.0.1").verdict()).isEqualTo(Verdict.FAILED);
        } finally {
            Operator.ready();
        }
    }

    private static LoadTestStatus aimed(Scenario scenario, String name, String ip) {
        Run run = scenario.run(Scenario.read("e2e/scenarios/options/dns.yaml").replace("ADDRESS", ip), test -> {
            test.getMetadata().setName(name);
            return test;
        });
        LoadTestStatus status = run.awaitEnd(120);
        PodSpec spec = run.pods().getFirst().getSpec();
        assertThat(spec.getDnsConfig().getOptions())
                .anySatisfy(option -> assertThat(option.getName()).isEqualTo("ndots"));
        assertThat(spec.getHostAliases().getFirst().getIp()).isEqualTo(ip);
        return status;
    }

    @Test
    void minimalPodByDefault() {
        try (Scenario scenario = Scenario.open("pod-defaults")) {
            scenario.plots();
            Run run = scenario.run(Scenario.read(RATE), Manifests.spec(Map.of("worker", Map.of())));
            assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);

            Pod pod = run.pods().getFirst();
            Container worker = pod.getSpec().getContainers().getFirst();
            assertThat(pod.getMetadata().getAnnotations()).containsEntry("sidecar.istio.io/inject", "false");
            assertThat(worker.getResources().getRequests()).containsOnlyKeys("cpu", "memory");
            assertThat(worker.getResources().getLimits()).containsOnlyKeys("cpu", "memory");
            assertLockedDown(pod);
        }
    }

    private static void assertLockedDown(Pod pod) {
        PodSpec spec = pod.getSpec();
        Container worker = spec.getContainers().getFirst();
        assertThat(spec.getAutomountServiceAccountToken()).isFalse();
        assertThat(spec.getVolumes())
                .extracting(Volume::getProjected)
                .as("no token")
                .containsOnlyNulls();
        assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(spec.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(worker.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(worker.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(worker.getSecurityContext().getCapabilities().getDrop()).isEqualTo(List.of("ALL"));
    }
}
