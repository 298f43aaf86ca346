package dev.loadtest.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The chart as Helm renders it. Skipped where there is no helm on the path or in the end-to-end tests' cache, whose own
 * run installs the chart into a cluster.
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
            line.addAll(List.of("--set", value));
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

    private static List<GenericKubernetesResource> objects(String... set) throws IOException, InterruptedException {
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
                "crds.install=false",
                "limits.maxDuration=1h30m"
            })
    void helmFindsNothingWrong(String value) throws IOException, InterruptedException {
        Ran ran = helm("lint", value);
        assertThat(ran.status()).as(ran.output()).isZero();
    }

    @Test
    void byDefaultItWatchesTheWholeClusterAndBringsTheCrd() throws IOException, InterruptedException {
        assertThat(kinds(objects()))
                .contains("ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "Deployment", "Role")
                .doesNotContain("PodDisruptionBudget", "ServiceMonitor", "Secret");
    }

    @Test
    void aSecondReleaseForSomeNamespacesHasNothingOfTheCluster() throws IOException, InterruptedException {
        List<GenericKubernetesResource> objects = objects("crds.install=false", "watchNamespaces={shop,pay}");
        assertThat(kinds(objects)).doesNotContainAnyElementsOf(OF_THE_CLUSTER);
        assertThat(objects.stream()
                        .filter(it -> it.getKind().equals("Role"))
                        .map(it -> it.getMetadata().getNamespace())
                        .toList())
                .containsExactlyInAnyOrder("system", "default", "shop", "pay");
    }

    @Test
    void thereIsADisruptionBudgetOnlyForSeveralReplicas() throws IOException, InterruptedException {
        assertThat(kinds(objects("replicas=2"))).contains("PodDisruptionBudget");
        assertThat(kinds(objects("serviceMonitor.enabled=true"))).contains("ServiceMonitor", "Service");
    }

    @Test
    void theCrdStaysWhenTheReleaseGoes() throws IOException, InterruptedException {
        GenericKubernetesResource crd = objects().stream()
                .filter(it -> it.getKind().equals("CustomResourceDefinition"))
                .findFirst()
                .orElseThrow();
        assertThat(crd.getMetadata().getAnnotations()).containsEntry("helm.sh/resource-policy", "keep");
    }

    @Test
    void noRuleHasAWildcardAndOnlyTheOwnNamespaceHasSecrets() throws IOException, InterruptedException {
        for (GenericKubernetesResource object : objects("watchNamespaces={shop}")) {
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

    @ParameterizedTest
    @CsvSource({
        "replicas=0, replicas",
        "replica=2, replica",
        "limits.maxParallelism=many, maxParallelism",
        "limits.maxDuration=soon, maxDuration",
        "image.pullPolicy=Sometimes, pullPolicy",
        "targets.alow={a}, alow",
        "watchNamespaces={Not_A_Name}, watchNamespaces"
    })
    void aValueThatIsWrongIsRefusedByName(String value, String named) throws IOException, InterruptedException {
        Ran ran = helm("template", value);
        assertThat(ran.status()).isNotZero();
        assertThat(ran.output()).contains(named);
    }
}
