package dev.loadtest.cli.draft.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * An example of a schema: the one it gives, else a default, the first choice, or a value of its type and format. Schemas that
 * contain themselves end at a depth; large ones at a number of values. One thread, for one example.
 */
final class SchemaExample {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_VALUES = 500;
    private static final String WORD = "example";

    private static final List<String> OF_VALUE = List.of(
            "example",
            "examples",
            "default",
            "const",
            "enum",
            "oneOf",
            "anyOf",
            "allOf",
            "type",
            "properties",
            "items");

    private final Document document;
    private int values;

    private SchemaExample(Document document) {
        this.document = document;
    }

    static JsonNode of(JsonNode schema, Document document) {
        return new SchemaExample(document).value(schema, 0);
    }

    /** The example that the schema gives: {@code example} or the first of {@code examples}. */
    static Optional<JsonNode> given(JsonNode described, Document document) {
        if (described.has("example")) {
            return Optional.of(described.get("example"));
        }
        JsonNode examples = described.path("examples");
        if (examples.isEmpty()) {
            return Optional.empty();
        }
        // A schema has a list of examples, other objects have a map.
        JsonNode first = document.resolved(examples.iterator().next());
        return examples.isArray() ? Optional.of(first) : Optional.ofNullable(first.get("value"));
    }

    private JsonNode value(JsonNode unresolved, int depth) {
        JsonNode schema = document.resolved(unresolved);
        if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
            return JSON.nullNode();
        }
        Optional<JsonNode> given = given(schema, document);
        if (given.isPresent()) {
            return given.get();
        }
        for (String field : new String[] {"default", "const"}) {
            if (schema.has(field)) {
                return schema.get(field);
            }
        }
        if (!schema.path("enum").isEmpty()) {
            return schema.get("enum").get(0);
        }
        for (String field : new String[] {"oneOf", "anyOf"}) {
            if (!schema.path(field).isEmpty()) {
                return value(schema.get(field).get(0), depth + 1);
            }
        }
        return schema.path("allOf").isEmpty() ? typed(schema, depth) : allOf(schema, depth);
    }

    /** Parts that only describe, such as {@code {nullable: true}}, give no value. */
    private JsonNode allOf(JsonNode schema, int depth) {
        ObjectNode merged = JSON.objectNode();
        JsonNode other = null;
        for (JsonNode part : schema.get("allOf")) {
            if (isOfValue(document.resolved(part))) {
                JsonNode value = value(part, depth + 1);
                if (value instanceof ObjectNode object) {
                    merged.setAll(object);
                } else if (other == null) {
                    other = value;
                }
            }
        }
        properties(schema, merged, depth);
        return merged.isEmpty() && other != null ? other : merged;
    }

    private static boolean isOfValue(JsonNode schema) {
        return OF_VALUE.stream().anyMatch(schema::has);
    }

    private JsonNode typed(JsonNode schema, int depth) {
        return switch (type(schema)) {
            case "object" -> {
                ObjectNode object = JSON.objectNode();
                properties(schema, object, depth);
                yield object;
            }
            case "array" -> {
                ArrayNode array = JSON.arrayNode();
                if (schema.has("items") && depth < MAX_DEPTH) {
                    array.add(value(schema.get("items"), depth + 1));
                }
                yield array;
            }
            case "integer", "number" -> number(schema);
            case "boolean" -> JSON.booleanNode(true);
            case "null" -> JSON.nullNode();
            default -> JSON.textNode(text(schema));
        };
    }

    /** The schema's type; in version 3.1 the first of several that is not null. */
    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            for (JsonNode each : type) {
                if (!each.asText().equals("null")) {
                    return each.asText();
                }
            }
        }
        if (type.isTextual()) {
            return type.textValue();
        }
        return schema.has("properties") ? "object" : schema.has("items") ? "array" : "string";
    }

    /** Properties that may be written; below half of the maximum depth only required ones. */
    private void properties(JsonNode schema, ObjectNode object, int depth) {
        schema.path("properties").properties().forEach(property -> {
            JsonNode described = document.resolved(property.getValue());
            boolean required = schema.path("required").valueStream().anyMatch(name -> name.asText()
                    .equals(property.getKey()));
            if (!described.path("readOnly").asBoolean() && (required || depth < MAX_DEPTH / 2)) {
                object.set(property.getKey(), value(described, depth + 1));
            }
        });
    }

    private static JsonNode number(JsonNode schema) {
        boolean whole = type(schema).equals("integer");
        double least =
                schema.path("minimum").asDouble(schema.path("exclusiveMinimum").asDouble(0) + 1);
        double most = schema.path("maximum").asDouble(Double.MAX_VALUE);
        double value = Math.min(Math.max(least, 1), most);
        return whole ? JSON.numberNode((long) Math.ceil(value)) : JSON.numberNode(value);
    }

    private static String text(JsonNode schema) {
        String text =
                switch (schema.path("format").asText()) {
                    case "date-time" -> "2026-01-15T09:30:00Z";
                    case "date" -> "2026-01-15";
                    case "time" -> "09:30:00Z";
                    case "duration" -> "PT1M";
                    case "uuid" -> "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
                    case "email", "idn-email" -> "somebody@example.org";
                    case "uri", "url", "iri", "uri-reference" -> "https://example.org/";
                    case "hostname", "idn-hostname" -> "example.org";
                    case "ipv4" -> "192.0.2.7";
                    case "ipv6" -> "2001:db8::7";
                    case "byte" -> "ZXhhbXBsZQ==";
                    default -> WORD;
                };
        int least = Math.min(schema.path("minLength").asInt(0), 1_000);
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        String filled =
                text.length() < least ? text.repeat(least / text.length() + 1).substring(0, least) : text;
        return filled.length() > most ? filled.substring(0, Math.max(0, most)) : filled;
    }
}
