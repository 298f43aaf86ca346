package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A namespace under Pod Security "restricted" for one test, with its objects. */
final class Scenario implements AutoCloseable {
    private final KubernetesClient client = Kubernetes.client();
    private final String namespace;

    private Scenario(String namespace) {
        this.namespace = namespace;
    }

    /** @param name a few words, from which the namespace's name derives */
    static Scenario open(String name) {
        String unique = name + "-" + Long.toString(System.nanoTime() & 0xffffffffL, Character.MAX_RADIX);
        Kubernetes.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(unique)
                        .withLabels(Map.of("pod-security.kubernetes.io/enforce", "restricted"))
                        .endMetadata()
                        .build())
                .create();
        return new Scenario(unique);
    }

    /**
     * Runs a task while a LoadTest against a demo service is under way, in a scenario of its own.
     *
     * @param manifest a file of the project
     * @param answered requests that the service has answered before the task begins
     */
    static void during(String name, String manifest, long answered, BiConsumer<PlotService, Run> task) {
        try (Scenario scenario = open(name)) {
            PlotService plots = scenario.plots();
            Run run = scenario.run(read(manifest));
            Kubernetes.within(60).until(() -> plots.answered() >= answered);
            task.accept(plots, run);
        }
    }

    String namespace() {
        return namespace;
    }

    KubernetesClient client() {
        return client;
    }

    /** Creates every object of a text. */
    List<HasMetadata> apply(String yaml) {
        return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(namespace)
                .create();
    }

    /**
     * Runs a task while cluster-wide objects exist beside this scenario.
     *
     * @param file of the project, in which NAMESPACE stands for this scenario's
     */
    void whileThereIs(String file, Runnable action) {
        String yaml = read(file).replace("NAMESPACE", namespace);
        List<HasMetadata> objects = client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .create();
        try {
            action.run();
        } finally {
            client.resourceList(objects).delete();
        }
    }

    /** The demo service, named {@code plots} as in the examples; ready when this returns. */
    PlotService plots(String... arguments) {
        String yaml = read("examples/plot-service/service.yaml");
        if (arguments.length > 0) {
            String more = String.join(
                    ", ", Arrays.stream(arguments).map(word -> '"' + word + '"').toList());
            yaml = yaml.replace("\"8000\"]", "\"8000\", " + more + "]");
        }
        return plots(yaml, "plots:8000");
    }

    /** The demo service with TLS, named {@code plots}; its certificate is in the Secret {@code plots-tls}. */
    PlotService tlsPlots() {
        return plots(read("e2e/scenarios/tls/service.yaml"), "https:plots:8443");
    }

    private PlotService plots(String yaml, String service) {
        apply(yaml);
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("plots")
                .waitUntilCondition(Scenario::available, 120, TimeUnit.SECONDS);
        return new PlotService(namespace, service);
    }

    private static boolean available(Deployment deployment) {
        return deployment != null
                && deployment.getStatus() != null
                && deployment.getStatus().getReadyReplicas() != null
                && deployment.getStatus().getReadyReplicas() > 0;
    }

    /**
     * Waits until the pods with a label {@code app} are one that is ready.
     *
     * @param wanted which of them
     */
    Pod ready(String app, Predicate<Pod> wanted) {
        return Kubernetes.within(120)
                .until(
                        () -> client.pods()
                                .inNamespace(namespace)
                                .withLabel("app", app)
                                .list()
                                .getItems(),
                        pods -> pods.size() == 1
                                && wanted.test(pods.getFirst())
                                && Readiness.isPodReady(pods.getFirst()))
                .getFirst();
    }

    /** The files of a folder as a ConfigMap. */
    void configMap(String name, String folder) {
        Map<String, String> data = new TreeMap<>();
        try (Stream<Path> files = Files.list(Kubernetes.file(folder))) {
            for (Path file : files.toList()) {
                data.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        configMap(name, data);
    }

    /** @param data texts by their keys */
    void configMap(String name, Map<String, String> data) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withData(data)
                        .build())
                .create();
    }

    /** Applies a LoadTest. Its workers have small requests, so that several fit on a small node. */
    Run run(String yaml) {
        return run(yaml, test -> test);
    }

    /** @param change of the manifest, before it is applied */
    Run run(String yaml, UnaryOperator<LoadTest> change) {
        LoadTest test = change.apply(client.getKubernetesSerialization().unmarshal(yaml, LoadTest.class));
        test.getMetadata().setNamespace(namespace);
        client.resource(test).create();
        return new Run(client, namespace, test.getMetadata().getName());
    }

    /** Waits until nothing is left of what belonged to LoadTests. */
    void awaitNothingOwned(long seconds) {
        String kinds = "jobs,pods,configmaps,networkpolicies";
        Kubernetes.within(seconds).untilAsserted(() -> assertThat(
                        Command.kubectl("-n", namespace, "get", kinds, "-l", Run.LABEL, "-o", "name")
                                .out())
                .doesNotContain("/"));
    }

    /** A manifest of the project's examples or of the scenarios. */
    static String read(String file) {
        try {
            return Files.readString(Kubernetes.file(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the namespace, after the search of all that was written there for its Secrets. */
    @Override
    public void close() {
        try {
            SecretSearch.assertNothingFound(namespace);
        } finally {
            client.namespaces().withName(namespace).delete();
        }
    }
}
