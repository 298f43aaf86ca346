package dev.loadtest.crds.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.crds.manifest.Constraints;
import dev.loadtest.crds.manifest.ModelField;
import dev.loadtest.crds.manifest.ParameterForm;
import dev.loadtest.crds.model.Patterns;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * JSON schemas of the model's types, in the form in which editors explain a mistake best. A text {@code ${env:NAME}} may stand for
 * any scalar: keywords of JSON schema concern one type each, so that a number's bounds and that text's pattern stand side by side.
 */
final class SchemaTypes {
    /** A text with a reference to the environment in it. */
    private static final String ENVIRONMENT = "\\$\\{env:[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\\}";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final String REFERENCE = "environment";

    private final ObjectNode definitions = JSON.objectNode();

    SchemaTypes() {
        definitions
                .putObject(REFERENCE)
                .put("$comment", "A variable of the environment, or a default, on one machine.")
                .put("pattern", ENVIRONMENT);
    }

    /** The schemas of all objects met so far, by name. */
    ObjectNode definitions() {
        return definitions;
    }

    /** A reference to the schema of an object, which it adds to the definitions. */
    ObjectNode object(Class<?> model) {
        Class<?> outer = model.getEnclosingClass();
        String name = (outer == null ? "" : outer.getSimpleName() + ".") + model.getSimpleName();
        if (!definitions.has(name)) {
            ObjectNode definition = definitions.putObject(name).put("type", "object");
            ObjectNode properties = definition.putObject("properties");
            List<ModelField> fields = ModelField.of(model);
            for (ModelField field : fields) {
                properties.set(field.name(), property(field));
            }
            close(
                    definition,
                    fields.stream()
                            .filter(ModelField::required)
                            .map(ModelField::name)
                            .toList());
            ArrayNode rules = JSON.arrayNode();
            for (ValidationRule rule : model.getAnnotationsByType(ValidationRule.class)) {
                RuleSchema.of(rule.value()).ifPresent(schema -> rules.add(explained(schema, rule.message())));
            }
            if (!rules.isEmpty()) {
                definition.set("allOf", rules);
            }
        }
        return reference(name);
    }

    private static ObjectNode reference(String definition) {
        return JSON.objectNode().put("$ref", "#/definitions/" + definition);
    }

    /** A rule with its sentence: editors show one for a wrong type, but not for a broken alternative. */
    private static ObjectNode explained(ObjectNode rule, String message) {
        ObjectNode explained = JSON.objectNode();
        explained.set("if", rule);
        explained.putObject("else").put("type", "null").put("errorMessage", message);
        return explained;
    }

    static void close(ObjectNode object, List<String> required) {
        ArrayNode names = object.putArray("required");
        required.forEach(names::add);
        object.put("additionalProperties", false);
    }

    private ObjectNode property(ModelField field) {
        ObjectNode property = JSON.objectNode();
        if (!field.description().isEmpty()) {
            property.put("description", field.description());
        }
        // A form is a body, and an empty one is none; a query may be empty.
        return property.setAll(
                field.constraints().texts()
                        ? parameters(field.name().equals("form") ? 1 : 0)
                        : of(field.type(), field.constraints()));
    }

    private ObjectNode of(AnnotatedType annotated, Constraints bounds) {
        Class<?> type = raw(annotated);
        if (List.class.isAssignableFrom(type)) {
            ObjectNode list = sizes(JSON.objectNode().put("type", "array"), bounds.size(), "minItems", "maxItems");
            return list.set("items", of(argument(annotated, 0)));
        }
        if (Map.class.isAssignableFrom(type)) {
            ObjectNode map =
                    sizes(JSON.objectNode().put("type", "object"), bounds.size(), "minProperties", "maxProperties");
            return map.set("additionalProperties", of(argument(annotated, 1)));
        }
        if (type == JsonNode.class) {
            return JSON.objectNode();
        }
        return isScalar(type) ? scalar(type, bounds) : object(type);
    }

    private ObjectNode of(AnnotatedType element) {
        return of(element, Constraints.of(element));
    }

    private static boolean isScalar(Class<?> type) {
        return type.isEnum()
                || type.getPackageName().equals("java.lang")
                || type == IntOrString.class
                || type == Quantity.class;
    }

    private static ObjectNode scalar(Class<?> type, Constraints bounds) {
        if (type == String.class) {
            return text(bounds);
        }
        if (type.isEnum()) {
            ObjectNode choice = JSON.objectNode().put("type", "string");
            ArrayNode forms = choice.putArray("anyOf");
            ArrayNode constants = forms.addObject().putArray("enum");
            ModelField.constants(type).forEach(constants::add);
            forms.add(reference(REFERENCE));
            return choice;
        }
        if (type == IntOrString.class || type == Quantity.class) {
            return types("integer");
        }
        boolean truth = type == Boolean.class;
        String expected = truth ? "true nor false" : type == Double.class ? "a number" : "a whole number";
        ObjectNode schema = types(truth ? "boolean" : type == Double.class ? "number" : "integer")
                .put("pattern", ENVIRONMENT)
                .put("patternErrorMessage", "neither " + expected + " nor ${env:NAME}");
        if (bounds.min() != null) {
            schema.put(
                    bounds.min().inclusive() ? "minimum" : "exclusiveMinimum",
                    plain(bounds.min().value()));
        }
        if (bounds.max() != null) {
            schema.put("maximum", plain(bounds.max().value()));
        }
        return schema;
    }

    /** A value of that type or a text. */
    private static ObjectNode types(String type) {
        ObjectNode schema = JSON.objectNode();
        schema.putArray("type").add(type).add("string");
        return schema;
    }

    private static ObjectNode text(Constraints bounds) {
        ObjectNode limits = sizes(JSON.objectNode(), bounds.size(), "minLength", "maxLength");
        if (bounds.pattern() != null) {
            String pattern = bounds.pattern().value();
            limits.put("pattern", ecma(pattern)).put("patternErrorMessage", "not " + Patterns.meaning(pattern));
        }
        return orEnvironment(JSON.objectNode().put("type", "string"), limits);
    }

    /** Adds limits to a text that hold where it has no reference to the environment. */
    static ObjectNode orEnvironment(ObjectNode text, ObjectNode limits) {
        if (!limits.isEmpty()) {
            text.set("if", reference(REFERENCE));
            text.set("else", limits);
        }
        return text;
    }

    /** RE2's way to write a character is another in ECMAScript. */
    private static String ecma(String pattern) {
        return pattern.replaceAll("\\\\x\\{([0-9a-f]{2})\\}", "\\\\u00$1");
    }

    /** Either form of parameters: the keywords of objects and those of arrays beside each other. */
    private ObjectNode parameters(int least) {
        ObjectNode both = JSON.objectNode();
        for (ModelField form : List.of(ParameterForm.map(), ParameterForm.list())) {
            both.setAll(of(form.type(), form.constraints()));
        }
        both.putArray("type").add("object").add("array");
        return least == 0 ? both : both.put("minProperties", least).put("minItems", least);
    }

    private static ObjectNode sizes(ObjectNode schema, Size size, String least, String most) {
        if (size != null && size.min() > 0) {
            schema.put(least, size.min());
        }
        if (size != null && size.max() < Long.MAX_VALUE) {
            schema.put(most, size.max());
        }
        return schema;
    }

    private static BigDecimal plain(double value) {
        BigDecimal plain = BigDecimal.valueOf(value).stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
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
