package dev.loadtest.crds.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Properties of the CRD that an API server checks late or not at all. */
class CrdTest {
    private static final Pattern FIELD = Pattern.compile("\\bself\\.([a-zA-Z0-9]+)");

    private final CustomResourceDefinitionVersion version =
            CrdYaml.definition().getSpec().getVersions().getFirst();
    private final JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    private final List<String> complaints = new ArrayList<>();

    @Test
    void columnOrder() {
        assertThat(version.getAdditionalPrinterColumns())
                .extracting(CustomResourceColumnDefinition::getName)
                .containsExactly(
                        "State",
                        "Verdict",
                        "Progress",
                        "Workers",
                        "Requests",
                        "Failures",
                        "P99",
                        "Age",
                        "Case",
                        "RPS",
                        "Seed",
                        "Message");
        assertThat(version.getAdditionalPrinterColumns())
                .extracting(CustomResourceColumnDefinition::getPriority)
                .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1);
        assertThat(version.getSubresources().getStatus()).isNotNull();
    }

    /** A rule's cost is estimated from the bounds of all accessible fields. */
    @Test
    void everythingIsBounded() {
        root.getProperties().get("spec").getProperties().forEach((name, field) -> {
            if (!name.equals("worker")) {
                findUnbounded(field, "spec." + name);
            }
        });
        assertThat(complaints).isEmpty();
    }

    private void findUnbounded(JSONSchemaProps schema, String path) {
        if ("string".equals(schema.getType())
                && schema.getMaxLength() == null
                && schema.getEnum().isEmpty()) {
            complaints.add(path);
        }
        if ("array".equals(schema.getType())) {
            if (schema.getMaxItems() == null) {
                complaints.add(path);
            }
            findUnbounded(schema.getItems().getSchema(), path + "[]");
        }
        if (schema.getAdditionalProperties() != null) {
            if (schema.getMaxProperties() == null) {
                complaints.add(path);
            }
            findUnbounded(schema.getAdditionalProperties().getSchema(), path + ".NAME");
        }
        schema.getProperties().forEach((name, field) -> findUnbounded(field, path + "." + name));
    }

    /** CEL cannot access a field of open type, and a rule that names one invalidates the whole CRD. */
    @Test
    void rulesNameTypedFields() {
        findBlindRules(root, "");
        assertThat(complaints).isEmpty();
    }

    private void findBlindRules(JSONSchemaProps schema, String path) {
        for (ValidationRule rule : schema.getXKubernetesValidations()) {
            Matcher field = FIELD.matcher(rule.getRule());
            while (field.find()) {
                JSONSchemaProps named = schema.getProperties().get(field.group(1));
                boolean metadata = path.isEmpty() && field.group(1).equals("metadata");
                boolean typed = named != null
                        && (named.getType() != null || Boolean.TRUE.equals(named.getXKubernetesIntOrString()));
                if (!metadata && !typed) {
                    complaints.add(path + ": " + rule.getRule());
                }
            }
        }
        schema.getProperties().forEach((name, field) -> findBlindRules(field, path + "." + name));
        if (schema.getItems() != null) {
            findBlindRules(schema.getItems().getSchema(), path + "[]");
        }
        if (schema.getAdditionalProperties() != null) {
            findBlindRules(schema.getAdditionalProperties().getSchema(), path + ".NAME");
        }
    }

    /** {@code kubectl explain loadtest}, and of every field. */
    @Test
    void everythingIsDescribed() {
        findUndescribed(root, "loadtest");
        assertThat(complaints).isEmpty();
    }

    private void findUndescribed(JSONSchemaProps schema, String path) {
        if (schema.getDescription() == null || schema.getDescription().isBlank()) {
            complaints.add(path);
        }
        schema.getProperties().forEach((name, field) -> findUndescribed(field, path + "." + name));
        List<JSONSchemaProps> elements = new ArrayList<>();
        if (schema.getItems() != null) {
            elements.add(schema.getItems().getSchema());
        }
        if (schema.getAdditionalProperties() != null) {
            elements.add(schema.getAdditionalProperties().getSchema());
        }
        for (JSONSchemaProps element : elements) {
            element.getProperties().forEach((name, field) -> findUndescribed(field, path + "[]." + name));
        }
    }

    /** A LoadTest that no operator has seen must not look like one that has succeeded. */
    @Test
    void newLoadTestsAreUnobserved() {
        assertThat(root.getProperties().get("status").getDefault()).hasToString("{\"observedGeneration\":-1}");
    }

    @Test
    void specIsImmutableAfterStart() {
        List<String> changeable =
                new ArrayList<>(root.getProperties().get("spec").getProperties().keySet());
        for (ValidationRule rule : root.getXKubernetesValidations()) {
            changeable.removeIf(
                    field -> rule.getRule().contains("self.spec." + field + " == oldSelf.spec." + field + ")"));
        }
        assertThat(changeable).containsExactlyInAnyOrder("suspend", "stop", "ttlSecondsAfterFinished");
    }
}
