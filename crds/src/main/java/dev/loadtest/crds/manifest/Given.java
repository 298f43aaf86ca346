package dev.loadtest.crds.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text from a command line or an environment, where every value is one: its field's type says whether it is a number. In a
 * document's tree a POJO node holds it until the document is held against the model.
 */
record Given(String text, Source source) {

    /** Its origin. */
    enum Source {
        /** Fields of several parts may be written in it as YAML. */
        COMMAND_LINE,
        ENVIRONMENT,
        /** It could not be found, which has been reported. */
        NOWHERE
    }

    boolean isMissing() {
        return source == Source.NOWHERE;
    }

    /** The text of a node; null for an ordinary node. */
    static @Nullable Given of(JsonNode node) {
        return node instanceof POJONode pojo && pojo.getPojo() instanceof Given given ? given : null;
    }

    /** The node that a field of a type takes it for; a text where it is no value of that type. */
    JsonNode as(Class<?> type) {
        if (type == Boolean.class && (text.equals("true") || text.equals("false"))) {
            return JsonNodeFactory.instance.booleanNode(text.equals("true"));
        }
        if (type == Integer.class || type == Long.class || type == Double.class) {
            return YamlTree.number(text);
        }
        if (type == IntOrString.class) {
            JsonNode number = YamlTree.number(text);
            return number.isIntegralNumber() ? number : textNode();
        }
        return Scalars.isScalar(type) ? textNode() : tree();
    }

    /** As YAML has it, where it may be that. */
    private JsonNode tree() {
        JsonNode tree = source == Source.COMMAND_LINE ? YamlDocument.value(text) : null;
        return tree == null ? textNode() : tree;
    }

    private JsonNode textNode() {
        return JsonNodeFactory.instance.textNode(text);
    }

    /**
     * A value of any form in which texts of a command line or an environment became values; missing ones stay.
     *
     * @param texts whether its parts are texts, whatever they look like
     */
    static JsonNode resolved(JsonNode node, boolean texts) {
        Given given = of(node);
        if (given == null) {
            return resolvedParts(node, texts);
        }
        return given.isMissing() ? node : given.tree();
    }

    private static JsonNode resolvedParts(JsonNode node, boolean texts) {
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(part -> array.add(part(part, texts)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> part : node.properties()) {
                object.set(part.getKey(), part(part.getValue(), texts));
            }
            return object;
        }
        return node;
    }

    private static JsonNode part(JsonNode part, boolean texts) {
        Given given = of(part);
        return given != null && texts && !given.isMissing() ? given.textNode() : resolved(part, texts);
    }
}
