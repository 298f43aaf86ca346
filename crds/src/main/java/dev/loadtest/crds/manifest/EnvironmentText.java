package dev.loadtest.crds.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${env:NAME}} and {@code ${env:NAME:-default}} in the texts of a document. What stands in its place is read
 * on as if it had been written there. Names of fields are left alone. One thread.
 */
final class EnvironmentText {
    private static final Pattern REFERENCE = Pattern.compile(
            "(?<escape>\\$\\$\\{)|\\$\\{env:(?<name>[^}:]*)(?<default>:-(?<text>[^}]*))?(?<end>[^}]*)(?<close>}?)");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final @Nullable Map<String, String> environment;
    private final List<Problem> problems;

    /**
     * @param environment null in a cluster, where nothing is replaced and each reference is a problem
     * @param problems takes what is wrong
     */
    EnvironmentText(@Nullable Map<String, String> environment, List<Problem> problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** Replaces in place. */
    void fill(ObjectNode object, String path) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            field.setValue(filled(field.getValue(), Paths.field(path, field.getKey())));
        }
    }

    private JsonNode filled(JsonNode node, String path) {
        switch (node) {
            case ObjectNode object -> fill(object, path);
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, filled(array.get(i), path + "[" + i + "]"));
                }
            }
            default -> {
                return node.isTextual() && node.textValue().contains("${env:") ? filled(node.textValue(), path) : node;
            }
        }
        return node;
    }

    private JsonNode filled(String text, String path) {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder filled = new StringBuilder();
        boolean changed = false;
        int before = problems.size();
        while (reference.find()) {
            boolean escaped = reference.group("escape") != null;
            String value = escaped ? reference.group() : value(reference, path);
            reference.appendReplacement(filled, Matcher.quoteReplacement(value));
            changed |= !escaped;
        }
        reference.appendTail(filled);
        String whole = filled.toString();
        if (!changed) {
            return JsonNodeFactory.instance.textNode(whole);
        }
        boolean found = problems.size() == before;
        return path.startsWith("spec")
                ? JsonNodeFactory.instance.pojoNode(
                        new Given(whole, found ? Given.Source.ENVIRONMENT : Given.Source.NOWHERE))
                : JsonNodeFactory.instance.textNode(whole);
    }

    /** The text for a reference; empty if it is a problem. */
    private String value(Matcher reference, String path) {
        String name = reference.group("name");
        if (!NAME.matcher(name).matches()
                || !reference.group("end").isEmpty()
                || reference.group("close").isEmpty()) {
            String found = Constraints.quoted(reference.group());
            problems.add(new Problem(path, found + " is not of the form ${env:NAME} or ${env:NAME:-default}"));
            return "";
        }
        String otherwise = reference.group("text");
        if (otherwise != null && otherwise.contains("${")) {
            problems.add(new Problem(
                    path, "the default of ${env:" + name + ":-…} ends at the first \"}\": it cannot hold a \"${\""));
            return "";
        }
        if (environment == null) {
            problems.add(new Problem(
                    path,
                    "${env:" + name + "} is filled in by ./loadtest on one machine only: write the value here, or keep"
                            + " it in a Secret or a variant's values"));
            return "";
        }
        String value = environment.get(name);
        if (value == null && reference.group("default") == null) {
            problems.add(new Problem(
                    path, "the environment has no " + name + "; set it, or write ${env:" + name + ":-default}"));
        }
        return value != null ? value : reference.group("text") != null ? reference.group("text") : "";
    }
}
