package dev.loadtest.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Manifests that the API server accepts or refuses, in dry runs. */
final class RuleTable {
    private static final String SMALLEST = """
            apiVersion: loadtest.dev/v1alpha1
            kind: LoadTest
            metadata: {name: rule, namespace: default}
            spec:
              target: {url: "http://plots"}
              requests: [{name: r, path: /}]
              phases: [{name: p, request: r}]
            """;

    private RuleTable() {}

    /**
     * A row of a table.
     *
     * @param field named by the refusal
     * @param sentence part of its message
     * @param accepted changes of the smallest manifest's spec that are accepted
     * @param refused changes that are refused for this reason
     */
    record Row(String field, String sentence, String accepted, String refused) {
        @Override
        public String toString() {
            return sentence + ": " + refused;
        }
    }

    static List<Row> read(String file) {
        return Scenario.read(file)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Arrays.stream(line.split(" \\| ", -1))
                        .map(String::strip)
                        .toList())
                .map(cells -> new Row(cells.get(0), cells.get(1), cells.get(2), cells.get(3)))
                .toList();
    }

    /** Validates the smallest manifest with a change, strictly, by the API server. */
    static void tryOut(String change) {
        send(manifest(change));
    }

    static void tryOutNamed(String name) {
        GenericKubernetesResource manifest = manifest("{}");
        manifest.getMetadata().setName(name);
        send(manifest);
    }

    private static void send(GenericKubernetesResource manifest) {
        Kubernetes.client()
                .resource(manifest)
                .dryRun()
                .fieldValidation(Validation.STRICT)
                .create();
    }

    static GenericKubernetesResource manifest(String change) {
        GenericKubernetesResource manifest = Serialization.unmarshal(SMALLEST, GenericKubernetesResource.class);
        Map<String, Object> spec =
                new TreeMap<>(map(manifest.getAdditionalProperties().get("spec")));
        // A leading brace would be read as JSON.
        map(Serialization.unmarshal("---\n" + change, Map.class)).forEach((key, value) -> {
            switch (key) {
                case "phase" -> spec.put("phases", List.of(with(spec.get("phases"), value)));
                case "request" -> spec.put("requests", List.of(with(spec.get("requests"), value)));
                default -> spec.put(key, value);
            }
        });
        manifest.setAdditionalProperty("spec", spec);
        return manifest;
    }

    private static Map<String, Object> with(Object list, Object more) {
        Map<String, Object> only = new TreeMap<>(map(((List<?>) list).getFirst()));
        only.putAll(map(more));
        return only;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    /** Messages of all rules about a single manifest, from the API server. */
    static Set<String> sentencesOfASpec() {
        return sentences().stream()
                .filter(sentence -> !sentence.startsWith("metadata.name "))
                .filter(sentence -> !sentence.contains("cannot"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Messages of the rules about changes. */
    static Set<String> sentencesOfAChange() {
        return sentences().stream()
                .filter(sentence -> sentence.contains("cannot"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> sentences() {
        CustomResourceDefinition crd = Kubernetes.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("loadtests.loadtest.dev")
                .get();
        List<String> sentences = new ArrayList<>();
        collect(crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema(), sentences);
        return sentences;
    }

    private static void collect(JSONSchemaProps schema, List<String> sentences) {
        schema.getXKubernetesValidations().stream()
                .map(ValidationRule::getMessage)
                .forEach(sentences::add);
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(child -> collect(child, sentences));
        }
        if (schema.getItems() != null && schema.getItems().getSchema() != null) {
            collect(schema.getItems().getSchema(), sentences);
        }
        if (schema.getAdditionalProperties() != null
                && schema.getAdditionalProperties().getSchema() != null) {
            collect(schema.getAdditionalProperties().getSchema(), sentences);
        }
    }
}
