package dev.loadtest.crds.syntax;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.plan.Template.Literal;
import dev.loadtest.engine.plan.Template.Part;
import dev.loadtest.engine.plan.Template.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A JSON document as a template of its text. Only its strings (keys too) are read for references, each on its own, so that a
 * reference always stands inside a JSON string and an unclosed one cannot reach beyond its own. Objects have their keys in
 * order: an API server keeps no other, and a manifest must send the same wherever it runs.
 */
public final class JsonTemplate {
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    private JsonTemplate() {}

    public static Template of(JsonNode json) {
        JsonTemplate template = new JsonTemplate();
        template.append(json);
        template.flush();
        return new Template(template.parts);
    }

    private void append(JsonNode node) {
        if (node.isTextual()) {
            string(node.textValue());
        } else if (node.isArray()) {
            array(node);
        } else if (node.isObject()) {
            object(node);
        } else {
            literal.append(node);
        }
    }

    private void array(JsonNode node) {
        String separator = "[";
        for (JsonNode element : node) {
            literal.append(separator);
            append(element);
            separator = ",";
        }
        literal.append(node.isEmpty() ? "[]" : "]");
    }

    private void object(JsonNode node) {
        String separator = "{";
        for (Map.Entry<String, JsonNode> field : byName(node).entrySet()) {
            literal.append(separator);
            string(field.getKey());
            literal.append(':');
            append(field.getValue());
            separator = ",";
        }
        literal.append(node.isEmpty() ? "{}" : "}");
    }

    private static SortedMap<String, JsonNode> byName(JsonNode object) {
        SortedMap<String, JsonNode> fields = new TreeMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private void string(String text) {
        literal.append('"');
        for (Part part : Template.parse(text).parts()) {
            switch (part) {
                case Literal constant -> JsonStringEncoder.getInstance().quoteAsString(constant.text(), literal);
                case Reference reference -> {
                    flush();
                    parts.add(reference);
                }
            }
        }
        literal.append('"');
    }

    private void flush() {
        if (!literal.isEmpty()) {
            parts.add(new Literal(literal.toString()));
            literal.setLength(0);
        }
    }
}
