package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Effects of the chart's values, and refused values. */
class ChartValuesE2E {
    private static final String SINGLE = Scenario.read("e2e/scenarios/lifecycle/single.yaml");
    private static final String SERVICE_MONITORS = "e2e/scenarios/chart/servicemonitors.yaml";

    @BeforeAll
    static void operator() {
        Operator.ready();
    }

    @AfterAll
    static void asItWas() {
        Operator.ready();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replica=2 | replica",
                "limits.maxParalelism=3 | maxParalelism",
                "replicas=two | /replicas",
                "replicas=0 | /replicas",
                "crds.install=maybe | /crds/install",
                "limits.maxDuration=1day | /limits/maxDuration",
                "limits.maxRequestsPerSecond=-1 | /limits/maxRequestsPerSecond",
                "watchNamespaces={a\\,b} | /watchNamespaces/0",
                "watchNamespaces={a,a} | /watchNamespaces",
                "workers.image.pullPolicy=Often | /workers/image/pullPolicy",
                "image.repository= | /image/repository",
                "limits=null | limits",
                "targets.allow={http://example.org} | /targets/allow/0",
                "targets.deny={metadata.example.org} | /targets/deny/0",
                "targets.deny={10.0.0.0/33} | /targets/deny/0",
                "targets.allow={10.0.0.256} | /targets/allow/0",
                "targets.allow={example.org:0} | /targets/allow/0",
                "targets.allow={10.0.0.0/8:65536} | /targets/allow/0",
                "targets.clusterRanges={example.org} | /targets/clusterRanges/0",
                "workers.allowedAnnotations={a b} | /workers/allowedAnnotations/0",
                "resources.request.memory=1Gi | request",
                "resources.limits.memory=much | /resources/limits/memory",
                "podAnnotations.revision=7 | /podAnnotations/revision",
                "global.imageRegistry=https://example.org | /global/imageRegistry",
                "workers.resources.limits.memory=much | /workers/resources/limits/memory",
                "workers.nodeSelector.pool=7 | /workers/nodeSelector/pool",
                "workers.imagePullSecrets[0].nam=x | /workers/imagePullSecrets",
            })
    void invalidValueIsRefusedByName(String value, String name) {
        Release release = Operator.release();
        List<String> before = release.objects("replicasets");

        Command refused = release.upgrade(value);

        assertThat(refused.exit()).as(refused.out()).isNotZero();
        assertThat(refused.out()).contains("values don't meet the specifications of the schema", name);
        assertThat(release.objects("replicasets")).isEqualTo(before);
    }

    @Test
    void restrictedOperatorPod() {
        Pod pod = Operator.leader();

        assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        assertThat(pod.getSpec().getContainers()).hasSize(1);
        Container container = pod.getSpec().getContainers().getFirst();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/healthz");
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
        assertThat(container.getResources().getRequests()).containsOnlyKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsEntry("memory", new Quantity("384Mi"));
    }

    /** Pods with the chart's defaults wait for a node that does not exist; a LoadTest's own selector replaces the default. */
    @Test
    void defaultsOfWorkers() {
        Operator.ready(
                "workers.resources.requests.cpu=60m",
                "workers.resources.requests.memory=144Mi",
                "workers.nodeSelector.pool=none",
                "workers.imagePullSecrets[0].name=registry",
                "workers.tolerations[0].key=load",
                "workers.tolerations[0].operator=Exists");
        try (Scenario scenario = Scenario.open("chart-workers")) {
            scenario.plots();
            Run byDefault = scenario.run(SINGLE.replaceFirst("(?m)^  worker: .*\\n", ""));
            Kubernetes.within(60).until(() -> byDefault.pods().size() == 2);
            Pod pod = byDefault.pods().getFirst();
            assertThat(pod.getSpec().getNodeSelector()).isEqualTo(Map.of("pool", "none"));
            assertThat(pod.getSpec().getImagePullSecrets()).extracting("name").containsExactly("registry");
            assertThat(pod.getSpec().getTolerations()).extracting("key").contains("load");
            assertThat(pod.getSpec().getContainers().getFirst().getResources().getRequests())
                    .isEqualTo(Map.of("cpu", new Quantity("60m"), "memory", new Quantity("144Mi")));
            byDefault.delete();

            Run own = scenario.run(
                    SINGLE,
                    Manifests.spec(Map.of("worker", Map.of("nodeSelector", Map.of("kubernetes.io/os", "linux")))));

            assertThat(own.awaitEnd(90).verdict()).as(own::describe).isEqualTo(Verdict.PASSED);
        } finally {
            Operator.ready();
        }
    }

    /** One value for the images of operator and workers. */
    @Test
    void registry() {
        String rendered = Operator.release()
                .template("global.imageRegistry=registry.example.org:5000/lt")
                .ok()
                .out();

        assertThat(rendered)
                .containsPattern("image: \"registry\\.example\\.org:5000/lt/loadtest-operator:\\S+\"")
                .containsPattern("WORKER_IMAGE, value: \"registry\\.example\\.org:5000/lt/loadtest-worker:\\S+\"");
    }

    @Test
    void serviceMonitorIsOptional() {
        Testbed.required();
        String kinds = "services,servicemonitors";
        String manifest = Kubernetes.file(SERVICE_MONITORS).toString();
        Command.kubectl("apply", "-f", manifest).ok();
        try {
            Command.kubectl("wait", "--for=condition=Established", "-f", manifest)
                    .ok();
            Release release = Operator.release();
            assertThat(release.objects(kinds)).isEmpty();

            Operator.ready("serviceMonitor.enabled=true");

            assertThat(release.objects(kinds))
                    .containsExactlyInAnyOrder(
                            "service/" + release.fullname() + "-metrics",
                            "servicemonitor.monitoring.coreos.com/" + release.fullname());
            String metrics = "/api/v1/namespaces/" + release.namespace() + "/services/" + release.fullname()
                    + "-metrics:management/proxy/metrics";
            assertThat(Objects.requireNonNull(Kubernetes.client().raw(metrics))).contains("loadtest_operator_runs");
            Operator.ready();
            assertThat(release.objects(kinds)).isEmpty();
        } finally {
            // Helm cannot change a release that contains kinds unknown to the cluster.
            Operator.ready();
            Command.kubectl("delete", "-f", manifest);
        }
    }
}
