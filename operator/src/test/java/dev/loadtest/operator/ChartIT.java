package dev.loadtest.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.loadtest.control.metrics.PrometheusProcess;
import dev.loadtest.control.metrics.Promtool;
import dev.loadtest.crds.model.WorkerSpec;
import dev.loadtest.operator.settings.SettingsReader;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The chart rendered by Helm. Skipped without helm on the path or in the cache of the end-to-end tests, which install
 * the chart into a cluster themselves.
 */
@Timeout(60)
class ChartIT {
    private static final Set<String> OF_THE_CLUSTER =
            Set.of("ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition");
    private static String helm = "";

    @BeforeAll
    static void find() {
        String cached = System.getProperty("user.home") + "/.cache/loadtest-e2e/bin/helm";
        helm = Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                                .map(folder -> folder + "/helm"),
                        Stream.of(cached))
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse("");
        assumeTrue(!helm.isEmpty(), "there is no helm on this machine");
    }

    private record Ran(int status, String output) {}

    private static Ran helm(String command, String... set) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(helm, command));
        if (command.equals("template")) {
            line.addAll(List.of("mine", "--namespace", "system"));
        }
        line.add("../helm/loadtest-operator");
        for (String value : set) {
            line.addAll(List.of(value.contains("=[") ? "--set-json" : "--set", value));
        }
        Path output = Files.createTempFile("helm", ".txt");
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return new Ran(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    /** Of the release itself. */
    private static List<GenericKubernetesResource> objects(String... set) throws IOException, InterruptedException {
        return rendered(set).stream().filter(it -> !isHook(it)).toList();
    }

    /** Of {@code helm test}. */
    private static List<GenericKubernetesResource> ofTheTest(String... set) throws IOException, InterruptedException {
        return rendered(set).stream().filter(ChartIT::isHook).toList();
    }

    private static boolean isHook(GenericKubernetesResource object) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations != null && "test".equals(annotations.get("helm.sh/hook"));
    }

    private static List<GenericKubernetesResource> rendered(String... set) throws IOException, InterruptedException {
        Ran ran = helm("template", set);
        assertThat(ran.status()).as(ran.output()).isZero();
        return Arrays.stream(ran.output().split("(?m)^---\\s*$"))
                .filter(document -> document.contains("kind:"))
                .map(document -> Serialization.unmarshal(document, GenericKubernetesResource.class))
                .toList();
    }

    private static List<String> kinds(List<GenericKubernetesResource> objects) {
        return objects.stream().map(GenericKubernetesResource::getKind).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas=1",
                "replicas=3",
                "watchNamespaces={shop,pay}",
                "serviceMonitor.enabled=true",
                "podMonitor.enabled=true",
                "prometheusRule.enabled=true",
                "dashboard.enabled=true",
                "crds.install=false",
                "podSecurityContext=null",
                "limits.maxDuration=1h30m",
                "targets.watchApiServers=false"
            })
    void helmLint(String value) throws IOException, InterruptedException {
        Ran ran = helm("lint", value);
        assertThat(ran.status()).as(ran.output()).isZero();
    }

    @Test
    void clusterWideByDefault() throws IOException, InterruptedException {
        assertThat(kinds(objects()))
                .contains("ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "Deployment", "Role")
                .contains("NetworkPolicy", "Secret")
                .doesNotContain("PodDisruptionBudget", "ServiceMonitor");
    }

    @Test
    void controlKeyIsRandomAndKept() throws IOException, InterruptedException {
        GenericKubernetesResource secret = first("Secret", objects());
        String key = secret.<Map<String, String>>get("data").get("key");
        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
        assertThat(first("Secret", objects()).<Map<String, String>>get("data").get("key"))
                .isNotEqualTo(key);
        assertThat(secret.getMetadata().getAnnotations()).containsEntry("helm.sh/resource-policy", "keep");
        assertThat(secret.<Boolean>get("immutable")).isTrue();
        assertThat(kinds(objects("controlKey.secret=mine"))).doesNotContain("Secret");
        assertThat(helm("template", "controlKey.secret=mine").output())
                .contains("{name: CONTROL_KEY_SECRET, value: mine}", "resourceNames: [mine]");
    }

    @Test
    void metricsNetworkPolicy() throws IOException, InterruptedException {
        GenericKubernetesResource policy = first("NetworkPolicy", objects());
        assertThat(policy.<Map<String, Object>>get("spec"))
                .containsEntry("policyTypes", List.of("Ingress"))
                .containsEntry(
                        "ingress",
                        List.of(Map.of(
                                "ports",
                                List.of(Map.of("protocol", "TCP", "port", "management")),
                                "from",
                                List.of(Map.of("namespaceSelector", Map.of())))));
        // A rule without peers would admit everybody.
        assertThat(first("NetworkPolicy", objects("networkPolicy.metricsFrom=[]"))
                        .<Map<String, Object>>get("spec"))
                .doesNotContainKey("ingress");
        assertThat(kinds(objects("networkPolicy.enabled=false"))).doesNotContain("NetworkPolicy");
    }

    @Test
    void aggregateRoles() throws IOException, InterruptedException {
        assertThat(helm("template").output()).contains("aggregate-to-view", "aggregate-to-edit", "aggregate-to-admin");
        Ran ran = helm("template", "aggregateRoles=false");
        assertThat(ran.output()).doesNotContain("aggregate-to").contains("-view\n", "-edit\n");
    }

    private static GenericKubernetesResource first(String kind, List<GenericKubernetesResource> objects) {
        return objects.stream()
                .filter(it -> it.getKind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void secondReleaseHasNoClusterObjects() throws IOException, InterruptedException {
        List<GenericKubernetesResource> objects = objects("crds.install=false", "watchNamespaces={shop,pay}");
        assertThat(kinds(objects)).doesNotContainAnyElementsOf(OF_THE_CLUSTER);
        assertThat(objects.stream()
                        .filter(it -> it.getKind().equals("Role"))
                        .map(it -> it.getMetadata().getNamespace())
                        .toList())
                .containsExactlyInAnyOrder("system", "default", "shop", "pay");
    }

    /** A release of one namespace may be installed without rights in "default". */
    @Test
    void withoutRoleForApiServers() throws IOException, InterruptedException {
        String[] values = {"crds.install=false", "watchNamespaces={system}", "targets.watchApiServers=false"};
        assertThat(objects(values))
                .allSatisfy(it -> assertThat(it.getMetadata().getNamespace()).isEqualTo("system"));
        assertThat(helm("template", values).output()).contains("{name: WATCH_API_SERVERS, value: \"false\"}");
        assertThat(helm("template").output()).contains("{name: WATCH_API_SERVERS, value: \"true\"}");
    }

    @Test
    void smokeTestHasANamespaceOfItsOwn() throws IOException, InterruptedException {
        List<GenericKubernetesResource> objects = ofTheTest();
        assertThat(kinds(objects))
                .containsExactlyInAnyOrder(
                        "Namespace",
                        "ServiceAccount",
                        "Role",
                        "RoleBinding",
                        "Role",
                        "RoleBinding",
                        "NetworkPolicy",
                        "Pod");
        assertThat(first("Namespace", objects).getMetadata().getName())
                .isEqualTo("mine-loadtest-operator-smoke")
                .isEqualTo(smokeNamespace(objects));
        assertThat(first("Pod", objects).getMetadata().getNamespace()).isEqualTo("system");
    }

    /** A release of some namespaces runs nothing elsewhere. */
    @Test
    void smokeTestInAWatchedNamespace() throws IOException, InterruptedException {
        List<GenericKubernetesResource> objects =
                ofTheTest("watchNamespaces={shop,pay}", "networkPolicy.enabled=false");
        assertThat(kinds(objects)).doesNotContain("Namespace", "NetworkPolicy");
        assertThat(smokeNamespace(objects)).isEqualTo("shop");
    }

    private static String smokeNamespace(List<GenericKubernetesResource> objects) {
        List<Map<String, Object>> containers = first("Pod", objects).get("spec", "containers");
        return environment(containers.getFirst()).get("SMOKE_NAMESPACE");
    }

    @Test
    void disruptionBudget() throws IOException, InterruptedException {
        assertThat(kinds(objects("replicas=2"))).contains("PodDisruptionBudget");
        assertThat(kinds(objects("serviceMonitor.enabled=true"))).contains("ServiceMonitor", "Service");
    }

    /** OpenShift's restricted-v2 assigns users and groups for each namespace and refuses others. */
    @Test
    void nullUserIsOmitted() throws IOException, InterruptedException {
        Map<String, Object> fixed = podSpec();
        assertThat(fixed.get("securityContext").toString())
                .contains("runAsUser=65532", "runAsGroup=65532", "fsGroup=65532");
        Map<String, Object> free = podSpec("podSecurityContext=null");
        assertThat(free.get("securityContext").toString())
                .contains("runAsNonRoot=true")
                .doesNotContain("runAsUser", "runAsGroup", "fsGroup");
        assertThat(free.get("containers").toString()).contains("name=WORKER_RUN_AS_USER, value=}");
        Map<String, Object> other =
                podSpec("podSecurityContext.runAsUser=1000650000", "podSecurityContext.runAsGroup=0");
        assertThat(other.get("securityContext").toString()).contains("runAsUser=1000650000", "runAsGroup=0");
        assertThat(other.get("containers").toString())
                .contains("name=WORKER_RUN_AS_USER, value=1000650000}", "name=WORKER_RUN_AS_GROUP, value=0}");
    }

    private static Map<String, Object> podSpec(String... set) throws IOException, InterruptedException {
        GenericKubernetesResource deployment = objects(set).stream()
                .filter(it -> it.getKind().equals("Deployment"))
                .findFirst()
                .orElseThrow();
        return deployment.get("spec", "template", "spec");
    }

    @Test
    void oneRegistryForAllImages() throws IOException, InterruptedException {
        assertThat(images()).isEqualTo("loadtest-operator:v1 loadtest-worker:v1");
        for (String registry : List.of("registry.example.org:5000/lt", "registry.example.org:5000/lt/")) {
            assertThat(images("global.imageRegistry=" + registry))
                    .isEqualTo("registry.example.org:5000/lt/loadtest-operator:v1"
                            + " registry.example.org:5000/lt/loadtest-worker:v1");
        }
        assertThat(images("global=null")).isEqualTo("loadtest-operator:v1 loadtest-worker:v1");
    }

    /** Of operator and worker, tagged v1. */
    private static String images(String... set) throws IOException, InterruptedException {
        Map<String, Object> container =
                container(Stream.concat(Stream.of("image.tag=v1", "workers.image.tag=v1"), Stream.of(set))
                        .toArray(String[]::new));
        return container.get("image") + " " + environment(container).get("WORKER_IMAGE");
    }

    /** The operator reads them as it reads spec.worker. */
    @Test
    void defaultsOfWorkers() throws IOException, InterruptedException {
        WorkerSpec byDefault = workerDefaults();
        assertThat(byDefault.resources().getRequests())
                .isEqualTo(Map.of("cpu", new Quantity("500m"), "memory", new Quantity("256Mi")));
        assertThat(byDefault.resources().getLimits())
                .isEqualTo(Map.of("cpu", new Quantity("2"), "memory", new Quantity("512Mi")));
        WorkerSpec set = workerDefaults(
                "workers.resources.requests.cpu=50m",
                "workers.imagePullSecrets=[{\"name\": \"registry\"}]",
                "workers.nodeSelector.pool=load",
                "workers.tolerations=[{\"key\": \"load\", \"operator\": \"Exists\"}]");
        assertThat(set.resources().getRequests()).containsEntry("cpu", new Quantity("50m"));
        assertThat(set.imagePullSecrets()).extracting("name").containsExactly("registry");
        assertThat(set.nodeSelector()).isEqualTo(Map.of("pool", "load"));
        assertThat(set.tolerations()).extracting("key").containsExactly("load");
    }

    private static WorkerSpec workerDefaults(String... set) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(environment(container(set)));
        environment.putAll(Map.of("POD_NAME", "operator-0", "POD_NAMESPACE", "system"));
        return new SettingsReader(environment).read().workers().defaults();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> container(String... set) throws IOException, InterruptedException {
        return ((List<Map<String, Object>>) podSpec(set).get("containers")).getFirst();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> environment(Map<String, Object> container) {
        return ((List<Map<String, String>>) container.get("env"))
                .stream()
                        .filter(it -> it.containsKey("value"))
                        .collect(Collectors.toMap(it -> it.get("name"), it -> it.get("value")));
    }

    @Test
    void placeOfTheOperator() throws IOException, InterruptedException {
        Map<String, Object> pod = podSpec(
                "imagePullSecrets=[{\"name\": \"registry\"}]",
                "nodeSelector.pool=system",
                "tolerations=[{\"key\": \"system\", \"operator\": \"Exists\"}]");
        assertThat(pod.get("imagePullSecrets")).isEqualTo(List.of(Map.of("name", "registry")));
        assertThat(pod.get("nodeSelector")).isEqualTo(Map.of("pool", "system"));
        assertThat(pod.get("tolerations").toString()).contains("key=system");
    }

    @Test
    void crdIsKept() throws IOException, InterruptedException {
        assertThat(first("CustomResourceDefinition", objects()).getMetadata().getAnnotations())
                .containsEntry("helm.sh/resource-policy", "keep");
    }

    @Test
    void minimalRights() throws IOException, InterruptedException {
        for (GenericKubernetesResource object : rendered("watchNamespaces={shop}")) {
            if (!object.getKind().endsWith("Role")) {
                continue;
            }
            List<Map<String, List<String>>> rules = object.get("rules");
            Set<String> words = rules.stream()
                    .flatMap(rule -> rule.values().stream())
                    .flatMap(List::stream)
                    .collect(Collectors.toSet());
            assertThat(words).as(object.getMetadata().getName()).isNotEmpty().doesNotContain("*");
            if (!"system".equals(object.getMetadata().getNamespace())) {
                assertThat(words).doesNotContain("secrets");
            }
        }
    }

    /** What kube-prometheus-stack is given, with the labels by which it selects. */
    @Nested
    class Monitoring {
        private static final String[] ALL = {
            "serviceMonitor.enabled=true",
            "serviceMonitor.labels.release=stack",
            "serviceMonitor.interval=15s",
            "podMonitor.enabled=true",
            "podMonitor.labels.release=stack",
            "prometheusRule.enabled=true",
            "prometheusRule.labels.release=stack",
            "dashboard.enabled=true"
        };

        @TempDir
        private Path folder;

        private static List<GenericKubernetesResource> monitoring(String... set)
                throws IOException, InterruptedException {
            Set<String> kinds = Set.of("ServiceMonitor", "PodMonitor", "PrometheusRule", "ConfigMap");
            return objects(set).stream()
                    .filter(it -> kinds.contains(it.getKind()))
                    .toList();
        }

        @Test
        void offByDefault() throws IOException, InterruptedException {
            assertThat(monitoring()).isEmpty();
        }

        @Test
        void labels() throws IOException, InterruptedException {
            for (GenericKubernetesResource object : monitoring(ALL)) {
                assertThat(object.getMetadata().getLabels())
                        .containsEntry("app.kubernetes.io/instance", "mine")
                        .containsEntry(
                                object.getKind().equals("ConfigMap") ? "grafana_dashboard" : "release",
                                object.getKind().equals("ConfigMap") ? "1" : "stack");
            }
            assertThat(kinds(monitoring(ALL)))
                    .containsExactlyInAnyOrder("ServiceMonitor", "PodMonitor", "PrometheusRule", "ConfigMap");
        }

        /** Run series have a namespace of their own; series of workers get their LoadTest from the pod. */
        @Test
        void scraping() throws IOException, InterruptedException {
            List<GenericKubernetesResource> objects = monitoring(ALL);
            List<Map<String, Object>> endpoints =
                    first("ServiceMonitor", objects).get("spec", "endpoints");
            assertThat(endpoints.getFirst()).containsEntry("honorLabels", true).containsEntry("interval", "15s");
            GenericKubernetesResource workers = first("PodMonitor", objects);
            assertThat(workers.<Object>get("spec", "namespaceSelector").toString())
                    .isEqualTo("{any=true}");
            List<Map<String, Object>> pods = workers.get("spec", "podMetricsEndpoints");
            assertThat(pods.getFirst())
                    .containsEntry("port", "metrics")
                    .doesNotContainKey("interval")
                    .extracting("relabelings")
                    .asString()
                    .contains("__meta_kubernetes_pod_label_loadtest_dev_name", "targetLabel=loadtest");
            assertThat(first("PodMonitor", monitoring("podMonitor.enabled=true", "watchNamespaces={shop,pay}"))
                            .<Object>get("spec", "namespaceSelector")
                            .toString())
                    .isEqualTo("{matchNames=[shop, pay]}");
        }

        @Test
        void dashboardIsTheFile() throws IOException, InterruptedException {
            String json = first("ConfigMap", monitoring(ALL))
                    .<Map<String, String>>get("data")
                    .get("loadtest.json");
            assertThat(json)
                    .isEqualTo(Files.readString(Path.of("../helm/loadtest-operator/files/dashboard.json"))
                            .strip());
        }

        @Test
        void otlp() throws IOException, InterruptedException {
            assertThat(helm("template").output()).contains("{name: OTLP_ENDPOINT, value: \"\"}");
            assertThat(helm("template", "otlp.endpoint=http://collector:4318").output())
                    .contains(
                            "{name: OTLP_ENDPOINT, value: \"http://collector:4318\"}",
                            "{name: OTLP_INTERVAL, value: \"15s\"}");
        }

        /** The rules as Prometheus reads them, and what they say of given series. */
        @Test
        void rules() throws IOException, InterruptedException {
            PrometheusProcess.required();
            Map<String, Object> spec = first("PrometheusRule", monitoring(ALL)).get("spec");
            Files.writeString(folder.resolve("rules.yaml"), Serialization.asYaml(spec));
            assertThat(Promtool.checkRules(folder.resolve("rules.yaml"))).isEmpty();
            Path tests = folder.resolve("tests.yaml");
            Files.copy(Path.of("src/test/resources/rules-test.yaml"), tests);
            assertThat(Promtool.testRules(tests)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "replicas=0, replicas",
        "replica=2, replica",
        "podSecurityContext.runAsUser=0, runAsUser",
        "podSecurityContext.user=7, user",
        "limits.maxParallelism=many, maxParallelism",
        "limits.maxDuration=soon, maxDuration",
        "image.pullPolicy=Sometimes, pullPolicy",
        "targets.alow={a}, alow",
        "limits.maxSuspended=1day, maxSuspended",
        "limits.maxPerNamespace=-1, maxPerNamespace",
        "networkPolicy.metricsFrom={everybody}, metricsFrom",
        "controlKey.secret=Not_A_Name, secret",
        "global.imageRegistry=https://example.org, imageRegistry",
        "workers.resources.limits.memory=much, memory",
        "workers.nodeSelectors.pool=load, nodeSelectors",
        "watchNamespaces={Not_A_Name}, watchNamespaces",
        "serviceMonitor.interval=often, interval",
        "podMonitor.label.a=b, label",
        "prometheusRule.startingFor=, startingFor",
        "dashboard.enabled=maybe, enabled",
        "otlp.endpoint=collector:4318, endpoint",
        "otlp.interval=0s, interval"
    })
    void invalidValueIsRefusedByName(String value, String named) throws IOException, InterruptedException {
        Ran ran = helm("template", value);
        assertThat(ran.status()).isNotZero();
        assertThat(ran.output()).contains(named);
    }
}
