package dev.loadtest.cli.draft.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.cli.draft.LargeTexts;
import dev.loadtest.cli.draft.Query;
import dev.loadtest.cli.draft.Undraftable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * An OpenAPI document in JSON or YAML, whose references are followed within it. Bounded in what aliases unfold to, in depth
 * and in the length of chains of references. One thread.
 */
final class Document {
    private static final ObjectMapper JSON = LargeTexts.mapper();
    private static final int MAX_NODES = 1_000_000;
    private static final int MAX_DEPTH = 200;
    private static final int MAX_CHAIN = 20;

    private final JsonNode root;
    private final Set<String> dangling = new TreeSet<>();

    private Document(JsonNode root) {
        this.root = root;
    }

    /** @throws Undraftable if it is no OpenAPI document of version 3 */
    static Document of(byte[] bytes) throws Undraftable {
        String text = new String(bytes, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
        JsonNode root = text.stripLeading().startsWith("{") ? json(text) : new Conversion().yaml(text);
        String version = root.path("openapi").asText();
        if (root.has("swagger")) {
            throw new Undraftable(
                    "OpenAPI 2 (Swagger); convert it to version 3 first, for instance by swagger2openapi");
        }
        if (!version.startsWith("3.")) {
            throw new Undraftable("not an OpenAPI document: it has no field openapi with version 3");
        }
        return new Document(root);
    }

    private static JsonNode json(String text) throws Undraftable {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Undraftable("not JSON: " + e.getOriginalMessage());
        }
    }

    JsonNode root() {
        return root;
    }

    /** References that lead nowhere, or out of the document. */
    Set<String> dangling() {
        return dangling;
    }

    /** The node, or the node that it refers to; missing if the reference is broken, circular or leaves the document. */
    JsonNode resolved(JsonNode node) {
        JsonNode at = node;
        for (int i = 0; i < MAX_CHAIN; i++) {
            JsonNode reference = at.path("$ref");
            if (!reference.isTextual()) {
                return at;
            }
            at = target(reference.textValue());
        }
        dangling.add(node.path("$ref").asText());
        return MissingNode.getInstance();
    }

    private JsonNode target(String reference) {
        JsonNode found = MissingNode.getInstance();
        if (reference.equals("#")) {
            found = root;
        } else if (reference.startsWith("#/")) {
            found = root.at(
                    JsonPointer.compile(Query.decoded(reference.substring(1).replace("+", "%2B"))));
        }
        if (found.isMissingNode()) {
            dangling.add(reference);
        }
        return found;
    }

    /** A tree of YAML's objects, in which aliases share nodes. */
    private static final class Conversion {
        private int nodes;

        JsonNode yaml(String text) throws Undraftable {
            LoaderOptions options = new LoaderOptions();
            options.setCodePointLimit(Integer.MAX_VALUE);
            options.setNestingDepthLimit(MAX_DEPTH);
            // What they unfold to is counted below.
            options.setMaxAliasesForCollections(Integer.MAX_VALUE);
            try {
                return converted(new Yaml(new SafeConstructor(options)).load(text), 0);
            } catch (YAMLException e) {
                throw new Undraftable("not YAML: " + e.getMessage());
            }
        }

        private JsonNode converted(Object value, int depth) throws Undraftable {
            if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
                throw new Undraftable("too large or nested too deeply, perhaps by its aliases");
            }
            return switch (value) {
                case Map<?, ?> map -> object(map, depth);
                case Collection<?> list -> {
                    ArrayNode array = JsonNodeFactory.instance.arrayNode();
                    for (Object element : list) {
                        array.add(converted(element, depth + 1));
                    }
                    yield array;
                }
                case java.util.Date date ->
                    JsonNodeFactory.instance.textNode(date.toInstant().toString());
                case null -> JsonNodeFactory.instance.nullNode();
                case byte[] binary ->
                    JsonNodeFactory.instance.textNode(Base64.getEncoder().encodeToString(binary));
                default -> JSON.valueToTree(value);
            };
        }

        private ObjectNode object(Map<?, ?> map, int depth) throws Undraftable {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                object.set(String.valueOf(entry.getKey()), converted(entry.getValue(), depth + 1));
            }
            return object;
        }
    }
}
