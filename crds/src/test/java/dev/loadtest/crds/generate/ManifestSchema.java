package dev.loadtest.crds.generate;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.crds.manifest.ModelField;
import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.crds.model.LoadTestSpec;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;

/**
 * The JSON schema of a manifest, for editors: draft-07, the newest that yaml-language-server supports in full. Every object is
 * closed. Accepts what {@code ./loadtest validate} accepts of a file that kubectl could apply, and {@code ${env:NAME}} beside it;
 * what no schema can express, such as references between names, is left to {@code validate}.
 */
final class ManifestSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";
    private static final String PREFIX = "^[a-z0-9][-a-z0-9]*$";
    private static final int LONGEST_PREFIX = LoadTest.MAX_NAME_LENGTH - 5;

    private ManifestSchema() {}

    /** Ends with a line break. */
    static String generate() throws JsonProcessingException {
        SchemaTypes types = new SchemaTypes();
        ObjectNode schema = JSON.objectNode()
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("$comment", "Generated from dev.loadtest.crds.model; GeneratedFilesTest says how.")
                .put("title", LoadTest.KIND)
                .put("description", description(LoadTest.class))
                .put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.set("apiVersion", constant(LoadTest.API_VERSION));
        properties.set("kind", constant(LoadTest.KIND));
        properties.set("metadata", metadata());
        properties.set("spec", types.object(LoadTestSpec.class).put("description", description(LoadTestSpec.class)));
        properties.putObject("status").put("description", "Written by the operator; ignored in a manifest.");
        SchemaTypes.close(schema, List.of("apiVersion", "kind", "metadata", "spec"));
        schema.set("definitions", types.definitions());
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return new JsonMapper()
                        .writer(new DefaultPrettyPrinter().withObjectIndenter(lines))
                        .writeValueAsString(schema)
                + "\n";
    }

    private static String description(Class<?> model) {
        return model.getAnnotation(JsonClassDescription.class).value();
    }

    private static ObjectNode constant(String value) {
        return JSON.objectNode().put("const", value);
    }

    /** Kubernetes documents the rest of it. */
    private static ObjectNode metadata() {
        ObjectNode metadata = JSON.objectNode().put("type", "object");
        ObjectNode properties = metadata.putObject("properties");
        for (ModelField field : ModelField.of(ObjectMeta.class)) {
            properties.set(
                    field.name(),
                    switch (field.name()) {
                        case "name" ->
                            label("Its name, a DNS label of at most 40 characters.", NAME, LoadTest.MAX_NAME_LENGTH);
                        case "generateName" ->
                            label("Instead of name: its beginning; 5 characters are appended.", PREFIX, LONGEST_PREFIX);
                        case "namespace" -> text("Where it is created; without one, the current namespace.");
                        case "labels" -> texts("Labels of the LoadTest, not of its pods.");
                        case "annotations" -> texts("Annotations of the LoadTest, not of its pods.");
                        default -> JSON.objectNode();
                    });
        }
        SchemaTypes.close(metadata, List.of());
        metadata.putArray("anyOf").add(RuleSchema.required("name")).add(RuleSchema.required("generateName"));
        return metadata;
    }

    private static ObjectNode label(String description, String pattern, int longest) {
        ObjectNode bounds = JSON.objectNode().put("maxLength", longest).put("pattern", pattern);
        return SchemaTypes.orEnvironment(
                text(description),
                bounds.put(
                        "patternErrorMessage",
                        "not a DNS label (lower-case letters, digits and \"-\", a letter or digit at both ends)"));
    }

    private static ObjectNode texts(String description) {
        ObjectNode texts = JSON.objectNode().put("description", description).put("type", "object");
        texts.putObject("additionalProperties").put("type", "string");
        return texts;
    }

    private static ObjectNode text(String description) {
        return JSON.objectNode().put("description", description).put("type", "string");
    }
}
