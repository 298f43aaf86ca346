package dev.loadtest.crds.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A field that a command line sets: {@code spec.phases[1].rate.perSecond=200}.
 *
 * @param steps from the document to the field; at least one
 * @param value read by the type of the field: a number, a text, or for a list or fields YAML
 */
public record Setting(List<Step> steps, String value) {
    private static final Pattern STEP =
            Pattern.compile("\\.?(?<field>[A-Za-z_][-A-Za-z0-9_]*)|\\[(?<index>[0-9]{1,6})]|\\[\"(?<key>[^\"]+)\"]");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A step into a document. */
    public sealed interface Step {}

    /** To a field or a map's entry. */
    public record Field(String name) implements Step {}

    /** To an element of a list. */
    public record Index(int index) implements Step {}

    public Setting {
        steps = List.copyOf(steps);
    }

    /**
     * Reads one as a command line has it.
     *
     * @throws IllegalArgumentException with a sentence where it is none
     */
    public static Setting parse(String text) {
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int at = 0;
        while (step.region(at, text.length()).lookingAt()) {
            if (step.group("index") != null) {
                steps.add(new Index(Integer.parseInt(step.group("index"))));
            } else {
                steps.add(new Field(step.group("field") != null ? step.group("field") : step.group("key")));
            }
            at = step.end();
        }
        boolean known = steps.size() > 1
                && (steps.getFirst().equals(new Field("spec"))
                        || steps.getFirst().equals(new Field("metadata")))
                && !text.startsWith(".");
        if (!known || at == text.length() || text.charAt(at) != '=') {
            throw new IllegalArgumentException(
                    "write it as PATH=VALUE, such as spec.target.url=http://plots or spec.phases[1].rate.perSecond=200");
        }
        return new Setting(steps, text.substring(at + 1));
    }

    /**
     * Sets the field; makes what is missing on the way to it.
     *
     * @return what keeps it from being set
     */
    Optional<Problem> apply(ObjectNode document, Places places) {
        JsonNode at = document;
        String path = "";
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Optional<Problem> wrong = check(at, step, path);
            if (wrong.isPresent()) {
                return wrong.map(problem -> new Problem("--set " + problem.path(), problem.message()));
            }
            JsonNode next = child(at, step);
            path = path(path, step);
            if (i == steps.size() - 1) {
                put(at, step, leaf());
                places.addSet(path);
            } else if (next == null || next.isNull()) {
                next = steps.get(i + 1) instanceof Index ? JSON.arrayNode() : JSON.objectNode();
                put(at, step, next);
                places.addSet(path);
            }
            at = next == null ? at : next;
        }
        return Optional.empty();
    }

    /** Only the spec is held against the model. */
    private JsonNode leaf() {
        return steps.getFirst().equals(new Field("spec"))
                ? JSON.pojoNode(new Given(value, Given.Source.COMMAND_LINE))
                : JSON.textNode(value);
    }

    private static Optional<Problem> check(JsonNode node, Step step, String path) {
        return switch (step) {
            case Field field ->
                node.isObject()
                        ? Optional.empty()
                        : Optional.of(new Problem(
                                path,
                                (node.isArray() ? "is a list; write " + path + "[0], as it is no value" : "is no value")
                                        + " that has a field " + Constraints.quoted(field.name())));
            case Index index -> {
                if (!node.isArray()) {
                    yield Optional.of(new Problem(path, "is no list that has an entry [" + index.index() + "]"));
                }
                yield index.index() <= node.size()
                        ? Optional.empty()
                        : Optional.of(new Problem(
                                path,
                                "has " + node.size() + " entries; [" + index.index() + "] is not one of them, ["
                                        + node.size() + "] would be added"));
            }
        };
    }

    private static @Nullable JsonNode child(JsonNode node, Step step) {
        return switch (step) {
            case Field field -> node.get(field.name());
            case Index index -> node.get(index.index());
        };
    }

    private static void put(JsonNode node, Step step, JsonNode value) {
        switch (step) {
            case Field field -> ((ObjectNode) node).set(field.name(), value);
            case Index index -> {
                ArrayNode array = (ArrayNode) node;
                if (index.index() == array.size()) {
                    array.add(value);
                } else {
                    array.set(index.index(), value);
                }
            }
        }
    }

    private static String path(String path, Step step) {
        return switch (step) {
            case Field field -> Paths.field(path, field.name());
            case Index index -> path + "[" + index.index() + "]";
        };
    }
}
