package dev.loadtest.crds.generate;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.loadtest.crds.manifest.Constraints;
import dev.loadtest.crds.manifest.ModelField;
import dev.loadtest.crds.model.LoadTestSpec;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.Patterns;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reference of all fields as Markdown: a table for each object, in order of first use. */
final class ManifestReference {
    private static final String HEAD = """
            <!-- Generated from dev.loadtest.crds.model; GeneratedFilesTest says how. -->
            # The manifest

            `apiVersion: loadtest.dev/v1alpha1`, `kind: LoadTest`; `metadata.name` is a DNS label of at most 40 characters.
            Fields in **bold** are required. Durations are written `300ms`, `1.5s`, `2m`, `1h30m`. Names (of variants, file sets, requests, journeys, phases)
            are letters, digits, `-`, `_` and `.`. In texts that say so, `${name}` is replaced by the value bound to the name: first of the request's
            `values`, then what earlier steps of its journey captured, then of the journey's `values`, then of the case (`file`, `iteration`, `variant`), then of the variant's `values`; `$${` is a literal `${`.

            On one machine `${env:NAME}` and `${env:NAME:-default}` in any text are replaced by variables of the environment before anything else is read,
            and `--set PATH=VALUE` sets a field; both are read by the type of the field. A cluster refuses `${env:…}`. With YAML's merge keys, `<<` comes first.
            """;

    private final StringBuilder text = new StringBuilder(HEAD);

    private final Map<Class<?>, String> described = new HashMap<>();

    private ManifestReference() {}

    static String generate() {
        ManifestReference reference = new ManifestReference();
        reference.section("spec", LoadTestSpec.class);
        reference.section("status", LoadTestStatus.class);
        return reference.text.toString();
    }

    private void section(String path, Class<?> model) {
        described.put(model, path);
        List<Runnable> nested = new ArrayList<>();
        text.append("\n## ").append(path).append("\n\n");
        JsonClassDescription description = model.getAnnotation(JsonClassDescription.class);
        if (description != null) {
            text.append(cell(description.value())).append("\n\n");
        }
        text.append("| field | type | meaning |\n|---|---|---|\n");
        for (ModelField field : ModelField.of(model)) {
            String name = field.required() ? "**`" + field.name() + "`**" : "`" + field.name() + "`";
            text.append("| ")
                    .append(name)
                    .append(" | ")
                    .append(type(field.type()))
                    .append(bounds(field.constraints()))
                    .append(" | ")
                    .append(cell(field.description()))
                    .append(" |\n");
            object(field.type(), path + "." + field.name(), nested);
        }
        for (ValidationRule rule : model.getAnnotationsByType(ValidationRule.class)) {
            text.append("\n- ").append(cell(rule.message()));
        }
        text.append(model.getAnnotationsByType(ValidationRule.class).length > 0 ? "\n" : "");
        nested.forEach(Runnable::run);
    }

    /** Adds the section of an object type; Kubernetes' own types are documented there. */
    private void object(AnnotatedType type, String path, List<Runnable> nested) {
        Class<?> raw = raw(type);
        if (raw == List.class) {
            object(argument(type, 0), path + "[]", nested);
        } else if (raw == Map.class) {
            object(argument(type, 1), path + ".NAME", nested);
        } else if (raw.isRecord() && !ModelField.of(raw).isEmpty()) {
            nested.add(() -> {
                if (!described.containsKey(raw)) {
                    section(path, raw);
                } else {
                    text.append("\n## ")
                            .append(path)
                            .append("\n\nAs `")
                            .append(described.get(raw))
                            .append("`.\n");
                }
            });
        }
    }

    private static String type(AnnotatedType type) {
        Class<?> raw = raw(type);
        if (raw == List.class) {
            return "list of " + type(argument(type, 0));
        }
        if (raw == Map.class) {
            return "map of " + type(argument(type, 1));
        }
        if (raw.isEnum()) {
            return "`" + String.join("`, `", ModelField.constants(raw)) + "`";
        }
        if (raw.isRecord()) {
            return "object";
        }
        return switch (raw.getSimpleName()) {
            case "String" -> "text";
            case "Boolean", "boolean" -> "true or false";
            case "Integer", "Long" -> "whole number";
            case "Double" -> "number";
            case "IntOrString" -> "whole number or text";
            case "JsonNode" -> "any";
            default -> "Kubernetes' " + raw.getSimpleName();
        };
    }

    private static String bounds(Constraints bounds) {
        if (bounds.pattern() != null && bounds.pattern().value().equals(Patterns.DURATION)) {
            return " (duration)";
        }
        List<String> said = new ArrayList<>();
        if (bounds.min() != null) {
            said.add((bounds.min().inclusive() ? "" : "above ")
                    + number(bounds.min().value()));
        }
        if (bounds.max() != null) {
            said.add("to " + number(bounds.max().value()));
        }
        if (bounds.size() != null && bounds.size().max() < Long.MAX_VALUE) {
            said.add("at most " + bounds.size().max());
        }
        return said.isEmpty() ? "" : " (" + String.join(" ", said) + ")";
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
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
