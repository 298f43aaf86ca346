package dev.loadtest.crds.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * A field of a model class in JSON.
 *
 * @param description empty for Kubernetes' own classes
 */
public record ModelField(
        String name, AnnotatedType type, boolean required, String description, Constraints constraints) {

    /** Fields of one of our records or of a Kubernetes class, in order. */
    public static List<ModelField> of(Class<?> model) {
        List<ModelField> fields = new ArrayList<>();
        for (Field field : model.getDeclaredFields()) {
            JsonProperty property = field.getAnnotation(JsonProperty.class);
            if (Modifier.isStatic(field.getModifiers()) || !(model.isRecord() || property != null)) {
                continue;
            }
            JsonPropertyDescription description = field.getAnnotation(JsonPropertyDescription.class);
            fields.add(new ModelField(
                    property == null || property.value().isEmpty() ? field.getName() : property.value(),
                    field.getAnnotatedType(),
                    field.isAnnotationPresent(Required.class),
                    description == null ? "" : description.value(),
                    Constraints.of(field)));
        }
        return fields;
    }

    /** JSON names of an enum's constants, in order. */
    public static List<String> constants(Class<?> type) {
        List<String> names = new ArrayList<>();
        for (Field field : type.getFields()) {
            if (field.isEnumConstant()) {
                JsonProperty property = field.getAnnotation(JsonProperty.class);
                names.add(property == null ? field.getName() : property.value());
            }
        }
        return names;
    }
}
