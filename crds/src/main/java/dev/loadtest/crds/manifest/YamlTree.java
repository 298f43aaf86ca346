package dev.loadtest.crds.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.crds.manifest.YamlDocument.Unreadable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML nodes as JSON. An alias is written out wherever it stands, and what all of them unfold to is bounded: ten lines of
 * aliases of aliases would otherwise be a billion nodes. A number to kubectl that is none to JSON becomes a POJO of its text,
 * which is no value of the model.
 */
final class YamlTree {
    private static final int MAX_NODES = 200_000;
    private static final int MAX_DEPTH = 100;
    private static final Pattern LONE = Pattern.compile("[yYnN]");

    /** As kubectl's reader (goyaml) has them: decimal with any zeros in front, hexadecimal, octal, binary, and no numbers. */
    private static final Pattern KUBECTLS = Pattern.compile(
            "[-+]?(?:(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
                    + "|0[xX][0-9a-fA-F]{1,16}|0[oO][0-7]{1,22}|0[bB][01]{1,64}|\\.(?:inf|Inf|INF))|\\.(?:nan|NaN|NAN)");

    /** A key that is the same text whether it is read as one or as a number. */
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    private static final int SHOWN = 60;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private int nodes;
    private int depth;

    JsonNode convert(Node node) throws Unreadable {
        if (++nodes > MAX_NODES) {
            throw new Unreadable("unfolds to more than " + MAX_NODES + " values by its aliases");
        }
        if (++depth > MAX_DEPTH) {
            throw new Unreadable("contains itself by its aliases, or is nested deeper than " + MAX_DEPTH);
        }
        try {
            return switch (node) {
                case MappingNode mapping -> object(mapping);
                case SequenceNode sequence -> array(sequence);
                case ScalarNode scalar -> scalar(scalar);
                default -> throw new Unreadable(place(node.getStartMark()) + "is not a value");
            };
        } finally {
            depth--;
        }
    }

    private ObjectNode object(MappingNode mapping) throws Unreadable {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (!(key instanceof ScalarNode name)) {
                throw new Unreadable(place(key.getStartMark()) + "a key must be a text");
            }
            if (Tag.MERGE.equals(name.getTag())) {
                throw new Unreadable(
                        place(key.getStartMark()) + "merge keys (<<) are not supported; write the fields out");
            }
            if (isBoolean(name) || Tag.NULL.equals(name.getTag())) {
                throw new Unreadable(place(key.getStartMark()) + "the key " + name.getValue()
                        + " is no text to YAML; put it in quotes");
            }
            if (isNumberToKubectl(name) && !WHOLE.matcher(name.getValue()).matches()) {
                throw new Unreadable(place(key.getStartMark()) + "the key " + Constraints.quoted(name.getValue())
                        + " is a number to kubectl, which would write it in its own way; put it in quotes");
            }
            if (object.has(name.getValue())) {
                throw new Unreadable(place(key.getStartMark()) + "the key " + Constraints.quoted(name.getValue())
                        + " stands twice in the same place");
            }
            object.set(name.getValue(), convert(tuple.getValueNode()));
        }
        return object;
    }

    private ArrayNode array(SequenceNode sequence) throws Unreadable {
        ArrayNode array = JSON.arrayNode();
        for (Node element : sequence.getValue()) {
            array.add(convert(element));
        }
        return array;
    }

    private JsonNode scalar(ScalarNode scalar) throws Unreadable {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (Tag.NULL.equals(tag)) {
            return JSON.nullNode();
        }
        if (isBoolean(scalar)) {
            return JSON.booleanNode(
                    switch (text.toLowerCase(Locale.ROOT)) {
                        case "true", "yes", "on", "y" -> true;
                        default -> false;
                    });
        }
        boolean number = Tag.INT.equals(tag) || Tag.FLOAT.equals(tag);
        if (!number && !Tag.STR.equals(tag) && !Tag.TIMESTAMP.equals(tag)) {
            throw new Unreadable(place(scalar.getStartMark()) + "the tag " + tag.getValue() + " is not supported");
        }
        JsonNode value = number ? number(text) : JSON.textNode(text);
        return value.isTextual() && isNumberToKubectl(scalar)
                ? JSON.pojoNode(text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…")
                : value;
    }

    /** As kubectl reads it: a lone y or n is a boolean there too. */
    private static boolean isBoolean(ScalarNode scalar) {
        return Tag.BOOL.equals(scalar.getTag())
                || (scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN
                        && LONE.matcher(scalar.getValue()).matches());
    }

    /** Whether kubectl makes a number of it, in whatever notation: what is a text here would be another thing in a cluster. */
    private static boolean isNumberToKubectl(ScalarNode scalar) {
        String text = scalar.getValue();
        return scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN
                && !text.startsWith("_")
                && KUBECTLS.matcher(text.replace("_", "")).matches();
    }

    /** A number as JSON has it, or a text: YAML's other notations. */
    private static JsonNode number(String text) {
        String plain = text.replace("_", "");
        if (plain.matches("[-+]?(0|[1-9][0-9]*)")) {
            BigInteger value = new BigInteger(plain);
            if (value.bitLength() < Integer.SIZE) {
                return JSON.numberNode(value.intValue());
            }
            return value.bitLength() < Long.SIZE ? JSON.numberNode(value.longValue()) : JSON.numberNode(value);
        }
        if (plain.matches("[-+]?(0|[1-9][0-9]*)?(\\.[0-9]*)?([eE][-+]?[0-9]{1,3})?")
                && plain.matches("[^eE]*[0-9].*")) {
            return JSON.numberNode(new BigDecimal(plain));
        }
        return JSON.textNode(text);
    }

    /** Where in the file, for a person. */
    static String place(Mark mark) {
        return "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ";
    }
}
