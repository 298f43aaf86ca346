package dev.loadtest.cli.cluster.api;

import dev.loadtest.crds.model.LoadTest;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** LoadTests of one namespace, with the rights of the role {@code edit} there. Any thread; methods block. */
public final class ClusterApi implements AutoCloseable {
    private static final ResourceDefinitionContext TESTS = new ResourceDefinitionContext.Builder()
            .withGroup(LoadTest.GROUP)
            .withVersion(LoadTest.VERSION)
            .withKind(LoadTest.KIND)
            .withPlural("loadtests")
            .withNamespaced(true)
            .build();

    private final KubernetesClient client;
    private final String namespace;

    private ClusterApi(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * Opens it; asks nothing yet.
     *
     * @param otherwise the namespace where the connection names none; empty for the context's
     */
    public static ClusterApi open(Connection connection, String otherwise) throws ClusterProblem {
        return of(ClientConfig.find(connection, System.getenv()), connection, otherwise);
    }

    static ClusterApi of(Config config, Connection connection, String otherwise) {
        String ofContext = Objects.requireNonNullElse(config.getNamespace(), "default");
        String namespace =
                Objects.requireNonNullElse(connection.namespace(), otherwise.isEmpty() ? ofContext : otherwise);
        return new ClusterApi(new KubernetesClientBuilder().withConfig(config).build(), namespace);
    }

    public String namespace() {
        return namespace;
    }

    /** Fails with a sentence where LoadTests cannot be read, whatever the reason. */
    public void check() throws ClusterProblem {
        ask(() -> tests().list(new ListOptionsBuilder().withLimit(1L).build()));
    }

    public List<ObservedTest> list(boolean allNamespaces) throws ClusterProblem {
        GenericKubernetesResourceList found = allNamespaces
                ? ask(() -> client.genericKubernetesResources(TESTS)
                        .inAnyNamespace()
                        .list())
                : ask(() -> tests().list());
        return found.getItems().stream().map(ObservedTest::new).toList();
    }

    /** Fails with a sentence where there is none of this name. */
    public ObservedTest get(String name) throws ClusterProblem {
        return new ObservedTest(ask(() -> {
            GenericKubernetesResource found = tests().withName(name).get();
            if (found == null) {
                throw new KubernetesClientException(Missing.loadTest(name));
            }
            return found;
        }));
    }

    /** Creates it once, even if the API server goes away meanwhile. */
    public ObservedTest create(TestDraft draft) throws ClusterProblem {
        GenericKubernetesResource named = draft.named(namespace);
        return new ObservedTest(ask(() -> {
            try {
                return tests().resource(named).create();
            } catch (KubernetesClientException e) {
                GenericKubernetesResource there = e.getCode() == ApiFailure.CONFLICT
                        ? tests().withName(named.getMetadata().getName()).get()
                        : null;
                if (there != null && isSameRequest(there, named)) {
                    return there;
                }
                throw e;
            }
        }));
    }

    private static boolean isSameRequest(GenericKubernetesResource there, GenericKubernetesResource named) {
        String request = named.getMetadata().getAnnotations().get(TestDraft.REQUEST);
        return request.equals(new ObservedTest(there).annotations().get(TestDraft.REQUEST));
    }

    /** Changes the spec by a JSON merge patch. */
    public ObservedTest patch(String name, String spec) throws ClusterProblem {
        return new ObservedTest(ask(
                () -> tests().withName(name).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":" + spec + "}")));
    }

    /** Deletes it; fails with a sentence where there is none of this name. */
    public void delete(String name) throws ClusterProblem {
        get(name);
        ask(() -> tests().withName(name).delete());
    }

    public Optional<ConfigMap> configMap(String name) throws ClusterProblem {
        return Optional.ofNullable(ask(
                () -> client.configMaps().inNamespace(namespace).withName(name).get()));
    }

    /** Follows one LoadTest until it is closed. */
    public TestWatch watch(ObservedTest test, TestWatch.Listener listener) {
        return TestWatch.start(tests().withName(test.name()), listener);
    }

    /** The object as JSON, as the API server has it. */
    public String json(ObservedTest test) {
        return client.getKubernetesSerialization().asJson(test.object());
    }

    /** A list as {@code kubectl get -o json} prints it. */
    public String json(List<ObservedTest> tests) {
        return client.getKubernetesSerialization()
                .asJson(Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "List",
                        "items",
                        tests.stream().map(ObservedTest::object).toList()));
    }

    /** ConfigMaps of local files. */
    public FileMaps files() {
        return new FileMaps(this, client.configMaps().inNamespace(namespace));
    }

    private NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            tests() {
        return client.genericKubernetesResources(TESTS).inNamespace(namespace);
    }

    /** A question to the API server. */
    interface Question<T> {
        T ask();
    }

    <T> T ask(Question<T> question) throws ClusterProblem {
        try {
            return question.ask();
        } catch (KubernetesClientException e) {
            throw ApiFailure.problem(e, namespace);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
