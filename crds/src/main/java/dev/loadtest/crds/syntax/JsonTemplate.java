package dev.loadtest.crds.syntax;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.plan.Template.Literal;
import dev.loadtest.engine.plan.Template.Part;
import dev.loadtest.engine.plan.Template.Reference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A JSON document as a text template. References are recognized within strings only (keys too), each string separately,
 * so that an unclosed one cannot extend beyond its string. Keys are sorted and numbers normalized as an API server
 * stores them, so that a manifest sends the same bytes everywhere.
 */
public final class JsonTemplate {
    /** Range of magnitudes that ECMAScript writes without an exponent. */
    private static final int LEAST_PLAIN = -6;

    private static final int MAX_PLAIN = 20;

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
        } else if (node.isNumber()) {
            literal.append(number(node));
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

    /**
     * An API server stores integers that fit a long as such and all other numbers as doubles, in the notation of
     * ECMAScript's Number::toString: 20.0 becomes 20, and 1e3 becomes 1000.
     */
    private static String number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return String.valueOf(node.longValue());
        }
        if (!Double.isFinite(node.doubleValue())) {
            throw new IllegalArgumentException("a number is larger than any that JSON readers keep; put it in quotes");
        }
        BigDecimal shortest = BigDecimal.valueOf(node.doubleValue()).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        return exponent >= LEAST_PLAIN && exponent <= MAX_PLAIN
                ? shortest.toPlainString()
                : shortest.movePointLeft(exponent).toPlainString() + (exponent < 0 ? "e" : "e+") + exponent;
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
