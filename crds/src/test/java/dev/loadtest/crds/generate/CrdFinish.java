package dev.loadtest.crds.generate;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loadtest.crds.manifest.ModelField;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.LoadTestStatus;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parts of the CRD that annotations cannot express. */
final class CrdFinish {
    /** Fields that may change after the start. */
    private static final Set<String> CHANGEABLE = Set.of("suspend", "stop", "ttlSecondsAfterFinished");

    /** Fields of a condition, which is Kubernetes' own type. */
    private static final Map<String, String> CONDITION = Map.of(
            "type", "Its name, such as Ready or Complete.",
            "status", "True, False or Unknown.",
            "reason", "Why, in one word; docs/operations.md explains each.",
            "message", "Why, in a sentence.",
            "lastTransitionTime", "When its status changed last, as RFC 3339.",
            "observedGeneration", "The generation of the spec that it is about.");

    private CrdFinish() {}

    static void finish(CustomResourceDefinition crd) {
        CustomResourceDefinitionVersion version = crd.getSpec().getVersions().getFirst();
        orderColumns(version.getAdditionalPrinterColumns());
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        describe(root, LoadTest.class);
        describe(at(root, "spec"), LoadTestSpec.class);
        describe(at(root, "status"), LoadTestStatus.class);
        at(root, "spec", "worker").getProperties().forEach(CrdFinish::describeAsPod);
        makeListsAtomic(root);
        JSONSchemaProps conditions = at(root, "status", "conditions");
        conditions.setXKubernetesListType("map");
        conditions.setXKubernetesListMapKeys(List.of("type"));
        conditions
                .getItems()
                .getSchema()
                .setRequired(List.of("type", "status", "lastTransitionTime", "reason", "message"));
        conditions
                .getItems()
                .getSchema()
                .getProperties()
                .forEach((name, field) -> field.setDescription(CONDITION.get(name)));
        // An object without properties would hold nothing, and CEL could not compare it.
        JSONSchemaProps uuid = at(
                at(root, "spec", "requests")
                        .getItems()
                        .getSchema()
                        .getProperties()
                        .get("values")
                        .getAdditionalProperties()
                        .getSchema(),
                "uuid");
        uuid.setXKubernetesPreserveUnknownFields(true);
        uuid.setMaxProperties(0L);
        // Without it kstatus takes a LoadTest that no operator has seen yet for one that has succeeded.
        root.getProperties()
                .get("status")
                .setDefault(JsonNodeFactory.instance.objectNode().put("observedGeneration", -1));
        List<ValidationRule> rules = new ArrayList<>(root.getXKubernetesValidations());
        rules.addAll(frozenFields());
        root.setXKubernetesValidations(rules);
    }

    /** What {@code kubectl explain} says of an object; the generator takes descriptions of fields only. */
    private static void describe(JSONSchemaProps schema, Class<?> model) {
        schema.setDescription(model.getAnnotation(JsonClassDescription.class).value());
    }

    /** Where {@code kubectl explain} describes the fields of a pod's option, which are Kubernetes' own. */
    private static void describeAsPod(String name, JSONSchemaProps option) {
        refer(option, (name.equals("resources") ? "pod.spec.containers." : "pod.spec.") + name);
    }

    private static void refer(JSONSchemaProps schema, String path) {
        if (schema.getItems() != null) {
            refer(schema.getItems().getSchema(), path);
        }
        schema.getProperties().forEach((name, field) -> {
            String there = path + "." + name;
            if (field.getDescription() == null) {
                field.setDescription("As in a pod: kubectl explain " + there);
            }
            refer(field, there);
        });
    }

    /** Columns in the order of the model; the generator sorts them by path. */
    private static void orderColumns(List<CustomResourceColumnDefinition> columns) {
        List<String> order = Arrays.stream(LoadTest.class.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        columns.sort(Comparator.comparing(column -> order.indexOf(column.getName())));
    }

    /** Lists are replaced as a whole: their order is meaningful, and merging lists of two owners would corrupt it. */
    private static void makeListsAtomic(JSONSchemaProps schema) {
        if ("array".equals(schema.getType())) {
            schema.setXKubernetesListType("atomic");
            makeListsAtomic(schema.getItems().getSchema());
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(CrdFinish::makeListsAtomic);
        }
        if (schema.getAdditionalProperties() != null
                && schema.getAdditionalProperties().getSchema() != null) {
            makeListsAtomic(schema.getAdditionalProperties().getSchema());
        }
    }

    private static JSONSchemaProps at(JSONSchemaProps schema, String... path) {
        JSONSchemaProps at = schema;
        for (String step : path) {
            at = at.getProperties().get(step);
        }
        return at;
    }

    /** One rule for each field, so that messages name it. */
    private static List<ValidationRule> frozenFields() {
        List<ValidationRule> rules = new ArrayList<>();
        for (ModelField field : ModelField.of(LoadTestSpec.class)) {
            if (CHANGEABLE.contains(field.name())) {
                continue;
            }
            String now = "self.spec." + field.name();
            String before = "oldSelf.spec." + field.name();
            String same = now + " == " + before;
            if (!field.required()) {
                same = "has(" + now + ") == has(" + before + ") && (!has(" + now + ") || " + same + ")";
            }
            ValidationRule rule = new ValidationRule();
            rule.setRule("!has(oldSelf.status) || !has(oldSelf.status.startTime) || (" + same + ")");
            rule.setMessage("spec." + field.name() + " cannot change once the run has started; to run it otherwise,"
                    + " delete the LoadTest or make another");
            rules.add(rule);
        }
        return rules;
    }
}
