package dev.loadtest.crds.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.engine.plan.syntax.Suggestion;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Scalar types of the model and their form in a document. */
final class Scalars {
    private static final Set<Class<?>> TYPES = Set.of(
            String.class, Integer.class, Long.class, Double.class, Boolean.class, IntOrString.class, Quantity.class);

    private Scalars() {}

    static boolean isScalar(Class<?> type) {
        return type.isEnum() || TYPES.contains(type);
    }

    /** The problem of {@code node} as a value of {@code type}. */
    static Optional<String> check(JsonNode node, Class<?> type, Constraints bounds) {
        if (type == String.class) {
            return node.isTextual() ? bounds.checkText(node.textValue()) : notText(node, bounds);
        }
        if (type == Boolean.class) {
            return node.isBoolean() ? Optional.empty() : wrongType("true or false", node);
        }
        if (type == Integer.class || type == Long.class) {
            boolean fits = type == Integer.class ? node.canConvertToInt() : node.canConvertToLong();
            return node.isIntegralNumber() && fits
                    ? bounds.checkNumber(node.decimalValue())
                    : wrongType("a whole number", node);
        }
        if (type == Double.class) {
            return node.isNumber() ? bounds.checkNumber(node.decimalValue()) : wrongType("a number", node);
        }
        if (type.isEnum()) {
            return checkConstant(node, ModelField.constants(type));
        }
        return node.isTextual() || (node.isIntegralNumber() && node.canConvertToInt())
                ? Optional.empty()
                : wrongType("a whole number or a text", node);
    }

    private static Optional<String> checkConstant(JsonNode node, List<String> constants) {
        if (node.isTextual() && constants.contains(node.textValue())) {
            return Optional.empty();
        }
        String choice = constants.size() == 2
                ? constants.get(0) + " or " + constants.get(1)
                : "one of " + String.join(", ", constants);
        String suggestion = node.isTextual() ? Suggestion.didYouMean(node.textValue(), constants) : "";
        return Optional.of("expected " + choice + ", found " + found(node) + suggestion);
    }

    private static Optional<String> notText(JsonNode node, Constraints bounds) {
        if (!bounds.isDuration()) {
            return wrongType("a text", node);
        }
        return node.isNumber() && node.decimalValue().signum() >= 0
                ? Optional.of(Constraints.withoutUnit(node.asText()))
                : wrongType("a duration such as 30s", node);
    }

    private static Optional<String> wrongType(String expected, JsonNode node) {
        String hint = expected.equals("a text") && node.isValueNode() ? " (put it in quotes)" : "";
        return Optional.of("expected " + expected + ", found " + found(node) + hint);
    }

    /** Description of a node for messages. */
    static String found(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "the text " + Constraints.quoted(node.textValue());
            case NUMBER -> "the number " + node.asText();
            case BOOLEAN -> node.asText();
            case ARRAY -> "a list";
            case POJO -> "the number " + node.asText();
            case OBJECT -> "fields";
            case NULL, MISSING -> "nothing";
            case BINARY -> "binary data";
        };
    }
}
