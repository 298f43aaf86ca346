package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.report.ResultsFile;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** An applied LoadTest. */
final class Run {
    /** Label of everything that belongs to a LoadTest, with its name. */
    static final String LABEL = "loadtest.dev/name";
    /** Time until workers without a coordinator have paused, 5 s, and until that is visible. */
    static final int PAUSED_WITHIN_SECONDS = 6;

    private final KubernetesClient client;
    private final String namespace;
    private final String name;

    Run(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
    }

    Resource<LoadTest> resource() {
        return client.resources(LoadTest.class).inNamespace(namespace).withName(name);
    }

    LoadTestStatus status() {
        return Objects.requireNonNull(Objects.requireNonNull(resource().get()).getStatus());
    }

    /** Waits for a status; on failure the message shows the current one. */
    LoadTestStatus await(long seconds, Predicate<LoadTestStatus> wanted) {
        try {
            LoadTest found = resource()
                    .waitUntilCondition(
                            test -> test != null && test.getStatus() != null && wanted.test(test.getStatus()),
                            seconds,
                            TimeUnit.SECONDS);
            return Objects.requireNonNull(found.getStatus());
        } catch (KubernetesClientTimeoutException e) {
            throw new AssertionError(
                    "within " + seconds + " s it did not become so: " + describe() + "\n" + Operator.log(), e);
        }
    }

    LoadTestStatus awaitState(long seconds, LoadTestStatus.State state) {
        return await(seconds, status -> status.state() == state);
    }

    /** Waits for its end. */
    LoadTestStatus awaitEnd(long seconds) {
        return await(seconds, status -> status.completionTime() != null);
    }

    /** Changes its spec, like {@code kubectl patch --type=merge}. */
    void patch(String spec) {
        patch(spec, false);
    }

    /** @param tried whether it is a dry run */
    void patch(String spec, boolean tried) {
        PatchContext how = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withDryRun(tried ? List.of("All") : List.of())
                .build();
        resource().patch(how, "{\"spec\":" + spec + "}");
    }

    /** The pods of its workers, including ended ones. */
    List<Pod> pods() {
        return client.pods()
                .inNamespace(namespace)
                .withLabel(LABEL, name)
                .list()
                .getItems();
    }

    /** An idle worker while another one is busy, by their metrics; waits for one. */
    Pod idleWorker(long seconds) {
        return Kubernetes.within(seconds)
                .until(
                        () -> pods().stream().collect(Collectors.partitioningBy(this::isBusy)),
                        workers -> workers.get(true).size() == 1)
                .get(false)
                .getFirst();
    }

    private boolean isBusy(Pod pod) {
        String uri =
                "/api/v1/namespaces/" + namespace + "/pods/" + pod.getMetadata().getName() + ":8091/proxy/metrics";
        return Objects.requireNonNull(client.raw(uri), uri)
                .lines()
                .anyMatch(line -> line.startsWith("loadtest_requests_in_flight{") && line.endsWith(" 1.0"));
    }

    /** @return status and reason of a condition, "none" if absent */
    String condition(String type) {
        return Objects.requireNonNullElse(status().conditions(), List.<Condition>of()).stream()
                .filter(condition -> type.equals(condition.getType()))
                .map(condition -> condition.getStatus() + " " + condition.getReason())
                .findFirst()
                .orElse("none");
    }

    void awaitNoPods(long seconds) {
        Kubernetes.within(seconds).until(() -> pods().isEmpty());
    }

    void awaitGone(long seconds) {
        Kubernetes.within(seconds).until(() -> resource().get() == null);
    }

    void delete() {
        resource().delete();
    }

    /** Stored shards of its checkpoint, committed or not. */
    Set<String> shards() {
        return configMaps()
                .filter(object -> object.getMetadata().getAnnotations().containsKey("loadtest.dev/parts"))
                .map(object -> object.getMetadata().getName())
                .collect(Collectors.toSet());
    }

    /** Whether the API server would accept another head of its checkpoint now. */
    boolean canWriteHead() {
        ConfigMap head = configMaps()
                .filter(object -> object.getMetadata().getName().endsWith("-checkpoint"))
                .findFirst()
                .orElseThrow();
        try {
            client.resource(head)
                    .dryRun()
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"tried\":\"yes\"}}}");
            return true;
        } catch (KubernetesClientException refused) {
            return false;
        }
    }

    private Stream<ConfigMap> configMaps() {
        return client.configMaps().inNamespace(namespace).withLabel(LABEL, name).list().getItems().stream();
    }

    /** It passed, and every planned request was sent and counted once, by the service's own counts. */
    void assertExact(PlotService plots, long seconds, long requests) {
        LoadTestStatus status = awaitEnd(seconds);
        assertThat(status.verdict()).as(this::describe).isEqualTo(LoadTestStatus.Verdict.PASSED);
        ResultsFile results = results();
        assertThat(results.total("planned")).isEqualTo(requests);
        assertThat(results.statuses(PlotService.ENDPOINTS)).isEqualTo(plots.counts());
        assertThat(List.of(results.total("sent"), plots.answered())).containsOnly(requests);
    }

    /** Its merged results, named by its status; checks that the books close. */
    ResultsFile results() {
        ResultsFile results = result();
        assertThat(results.booksClose()).as("the books close").isTrue();
        return results;
    }

    private ResultsFile result() {
        try {
            return ResultsFile.of(unpacked(stored().getBinaryData().get("results.json.gz")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stored reports, unpacked, by file name. */
    SortedMap<String, String> reports() {
        SortedMap<String, String> reports = new TreeMap<>();
        stored().getBinaryData().forEach((name, packed) -> reports.put(name, unpackedText(packed)));
        return reports;
    }

    private ConfigMap stored() {
        // The output volume, if any, follows a comma.
        String object = Objects.requireNonNull(status().results(), "no results")
                .replaceFirst(",.*$", "")
                .replaceFirst("^configmap/", "");
        return Objects.requireNonNull(
                client.configMaps().inNamespace(namespace).withName(object).get(), object);
    }

    /** The text of packed binary data of a ConfigMap. */
    static String unpackedText(String base64) {
        return new String(unpacked(base64), StandardCharsets.UTF_8);
    }

    private static byte[] unpacked(String base64) {
        byte[] packed = Base64.getDecoder().decode(base64);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For messages of failed tests. */
    String describe() {
        return Command.kubectl("-n", namespace, "get", "loadtests,pods,jobs", "-o", "wide")
                        .out()
                + Command.kubectl("-n", namespace, "get", "events").out();
    }
}
