package dev.loadtest.crds.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.engine.plan.syntax.Suggestion;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares a document with the model and finds unknown fields, wrong types, missing fields and violated bounds. Parts
 * that do not fit are omitted from the result, so that the rest can be checked too.
 */
final class ModelWalker {
    private static final int MAX_LISTED = 15;

    private boolean incomplete;
    private final List<Problem> problems = new ArrayList<>();

    /** Whether so much was omitted that references to it cannot be checked. */
    boolean isIncomplete() {
        return incomplete;
    }

    List<Problem> problems() {
        return problems;
    }

    /** The fitting part of {@code node}; null if there is none. */
    @Nullable
    JsonNode fit(JsonNode node, Class<?> model, String path) {
        return isObject(node, path) ? fitObject(node, model, path) : null;
    }

    /** As {@link #fit(JsonNode, Class, String)}, for a value of any type with bounds. */
    @Nullable
    JsonNode fit(JsonNode node, AnnotatedType annotated, Constraints bounds, String path) {
        Class<?> type = raw(annotated);
        Given given = Given.of(node);
        if (given != null && given.isMissing()) {
            return null;
        }
        if (given != null && type != JsonNode.class) {
            return fit(given.as(type), annotated, bounds, path);
        }
        if (given == null && node.isPojo()) {
            return refuse(path, numberToKubectl(node));
        }
        if (type == JsonNode.class) {
            JsonNode json = Given.resolved(node, bounds.texts());
            return isJson(json, path) ? json : null;
        }
        if (node.isNull()) {
            return refuse(path, "has no value (leave it out or give it one)");
        }
        if (List.class.isAssignableFrom(type)) {
            return fitList(node, argument(annotated, 0), bounds, path);
        }
        if (Map.class.isAssignableFrom(type)) {
            return fitMap(node, argument(annotated, 1), bounds, path);
        }
        if (Scalars.isScalar(type)) {
            Optional<String> wrong = Scalars.check(node, type, bounds);
            return wrong.isPresent() ? refuse(path, wrong.get()) : node;
        }
        return isObject(node, path) ? fitObject(node, type, path) : null;
    }

    private static String numberToKubectl(JsonNode node) {
        return node.asText()
                + " is a number to kubectl, but not as JSON writes it; put it in quotes, or write it in decimal";
    }

    /** Whether every part of a value is valid JSON. */
    private boolean isJson(JsonNode node, String path) {
        if (node.isPojo() && Given.of(node) == null) {
            refuse(path, numberToKubectl(node));
        }
        boolean json = !node.isPojo();
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            json &= isJson(node.get(i), path + "[" + i + "]");
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            json &= isJson(field.getValue(), Paths.field(path, field.getKey()));
        }
        return json;
    }

    private ObjectNode fitObject(JsonNode node, Class<?> model, String path) {
        List<ModelField> fields = ModelField.of(model);
        List<String> names = fields.stream().map(ModelField::name).toList();
        ObjectNode fitting = JsonNodeFactory.instance.objectNode();
        node.fieldNames().forEachRemaining(name -> {
            int index = names.indexOf(name);
            if (index < 0) {
                problems.add(Problem.unknownField(Paths.field(path, name), hint(name, names)));
                return;
            }
            ModelField field = fields.get(index);
            JsonNode fit = fit(node.get(name), field.type(), field.constraints(), Paths.field(path, name));
            if (fit != null) {
                fitting.set(name, fit);
            }
        });
        for (ModelField field : fields) {
            if (field.required() && !node.has(field.name())) {
                refuse(Paths.field(path, field.name()), "is required");
            }
        }
        return fitting;
    }

    /** A refused element leaves an empty one, so that the others keep their positions. */
    private @Nullable JsonNode fitList(JsonNode node, AnnotatedType element, Constraints bounds, String path) {
        if (!node.isArray()) {
            return refuse(path, "expected a list, found " + Scalars.found(node));
        }
        if (isOversized(node, bounds, path)) {
            return null;
        }
        boolean objects = !Scalars.isScalar(raw(element));
        ArrayNode fitting = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < node.size(); i++) {
            JsonNode fit = fit(node.get(i), element, Constraints.of(element), path + "[" + i + "]");
            fitting.add(fit != null ? fit : objects ? JsonNodeFactory.instance.objectNode() : NullNode.instance);
        }
        return fitting;
    }

    private @Nullable JsonNode fitMap(JsonNode node, AnnotatedType value, Constraints bounds, String path) {
        if (!isObject(node, path)) {
            return null;
        }
        if (isOversized(node, bounds, path)) {
            return null;
        }
        ObjectNode fitting = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonNode fit = fit(entry.getValue(), value, Constraints.of(value), Paths.field(path, entry.getKey()));
            if (fit != null) {
                fitting.set(entry.getKey(), fit);
            }
        }
        return fitting;
    }

    /** Too many entries are not examined: the cost of a document stays within the schema's bounds. */
    private boolean isOversized(JsonNode node, Constraints bounds, String path) {
        bounds.checkCount(node.size(), "entries").ifPresent(message -> refuse(path, message));
        boolean oversized = bounds.size() != null && node.size() > bounds.size().max();
        incomplete |= oversized;
        return oversized;
    }

    private static String hint(String name, List<String> names) {
        String suggestion = Suggestion.didYouMean(name, names);
        boolean list = suggestion.isEmpty() && !names.isEmpty() && names.size() <= MAX_LISTED;
        return list ? ", expected one of " + String.join(", ", names) : suggestion;
    }

    private boolean isObject(JsonNode node, String path) {
        if (!node.isObject()) {
            refuse(path, "expected fields, found " + Scalars.found(node));
        }
        return node.isObject();
    }

    private @Nullable JsonNode refuse(String path, String message) {
        problems.add(new Problem(path, message));
        return null;
    }

    private static Class<?> raw(AnnotatedType type) {
        return type.getType() instanceof ParameterizedType generic
                ? (Class<?>) generic.getRawType()
                : (Class<?>) type.getType();
    }

    private static AnnotatedType argument(AnnotatedType type, int index) {
        return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
    }
}
