package dev.loadtest.e2e;

import dev.loadtest.crds.model.LoadTest;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Searches what operator and workers have written for the values of Secrets, at the end of every scenario: logs, events,
 * statuses, ConfigMaps with the reports in them, and volumes with reports and samples.
 */
final class SecretSearch {
    /** A shorter value stands elsewhere by chance. */
    private static final int SHORTEST = 8;

    private static final int BASE64_PART = 16;
    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE";
    private static final String OF_HELM = "helm.sh/";

    /** Of every scenario so far: the operator's log is common to all. */
    private static final Set<String> EVERY = new ConcurrentSkipListSet<>();

    private SecretSearch() {}

    /** Searches a namespace and the operator's log. */
    static void assertNothingFound(String namespace) {
        Set<String> values = values(namespace);
        EVERY.addAll(values);
        if (!values.isEmpty()) {
            written(namespace).forEach((where, text) -> search(where, text, values));
        }
        if (!EVERY.isEmpty()) {
            search("the operator's log", Operator.log(), EVERY);
        }
    }

    /** All that operator and workers have written, as text. */
    static String written(Scenario scenario) {
        return String.join("\n", written(scenario.namespace()).values()) + Operator.log();
    }

    /** Searches the files of a volume that the workers of a namespace have written to. */
    static void assertNothingFound(String namespace, Path volume) {
        Set<String> values = values(namespace);
        try (Stream<Path> files = Files.walk(volume)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                search(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1), values);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Values of Secrets, and what of a header's value follows its scheme. */
    private static Set<String> values(String namespace) {
        return Kubernetes.client().secrets().inNamespace(namespace).list().getItems().stream()
                .filter(secret ->
                        !Objects.requireNonNullElse(secret.getType(), "").startsWith(OF_HELM))
                .flatMap(SecretSearch::values)
                .collect(Collectors.toSet());
    }

    private static Stream<String> values(Secret secret) {
        return Stream.ofNullable(secret.getData())
                .flatMap(data -> data.entrySet().stream())
                .flatMap(entry -> values(entry.getKey(), decoded(entry.getValue())))
                .filter(value -> value.length() >= SHORTEST);
    }

    private static String decoded(String value) {
        return new String(Base64.getDecoder().decode(value), StandardCharsets.ISO_8859_1).strip();
    }

    /** A certificate is public, and the first row of a CSV file names its columns. */
    private static Stream<String> values(String key, String value) {
        if (value.startsWith(CERTIFICATE)) {
            return Stream.of();
        }
        if (key.endsWith(".csv")) {
            return value.lines().skip(1).flatMap(line -> Stream.of(line.split(",")));
        }
        return Stream.of(value, value.replaceFirst("^(Basic|Bearer) ", ""));
    }

    private static Map<String, String> written(String namespace) {
        KubernetesClient client = Kubernetes.client();
        Map<String, String> written = new TreeMap<>();
        Stream.of(
                        client.resources(LoadTest.class)
                                .inNamespace(namespace)
                                .list()
                                .getItems(),
                        client.batch().v1().jobs().inNamespace(namespace).list().getItems(),
                        client.network()
                                .v1()
                                .networkPolicies()
                                .inNamespace(namespace)
                                .list()
                                .getItems(),
                        client.v1().events().inNamespace(namespace).list().getItems())
                .flatMap(List::stream)
                .forEach(object -> written.put(name(object), text(object)));
        client.configMaps()
                .inNamespace(namespace)
                .withLabel(Run.LABEL)
                .list()
                .getItems()
                .forEach(object -> written.put(name(object), text(object) + unpacked(object)));
        client.pods()
                .inNamespace(namespace)
                .withLabel(Run.LABEL)
                .list()
                .getItems()
                .forEach(pod -> written.put(name(pod) + " and its log", text(pod) + log(pod)));
        return written;
    }

    private static String name(HasMetadata object) {
        ObjectMeta metadata = object.getMetadata();
        return object.getKind() + " " + metadata.getNamespace() + "/" + metadata.getName();
    }

    private static String text(HasMetadata object) {
        return Kubernetes.client().getKubernetesSerialization().asJson(object);
    }

    private static String unpacked(ConfigMap object) {
        return Objects.requireNonNullElse(object.getBinaryData(), Map.<String, String>of()).entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(".gz"))
                .map(entry -> Run.unpackedText(entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /** Of a pod that has not started, or is gone, there is none. */
    private static String log(Pod pod) {
        ObjectMeta metadata = pod.getMetadata();
        return Command.kubectl("-n", metadata.getNamespace(), "logs", metadata.getName())
                .out();
    }

    private static void search(String where, String text, Set<String> values) {
        for (String value : values) {
            for (String form : forms(value)) {
                if (text.contains(form)) {
                    throw new AssertionError("a value of a Secret is in " + where + ", as " + form);
                }
            }
        }
    }

    /** A value as it is, percent-encoded, and the part of its base64 that no neighbour changes. */
    private static Set<String> forms(String value) {
        String base64 = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.ISO_8859_1));
        return base64.length() <= BASE64_PART
                ? Set.of(value)
                : Stream.of(value, URLEncoder.encode(value, StandardCharsets.UTF_8), base64.substring(0, BASE64_PART))
                        .collect(Collectors.toSet());
    }
}
