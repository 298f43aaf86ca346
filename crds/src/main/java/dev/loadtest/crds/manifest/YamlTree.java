package dev.loadtest.crds.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Converts YAML nodes to JSON. Aliases are expanded, with a bound on the total: ten lines of nested aliases could
 * expand to a billion nodes. A number in kubectl's YAML that is not valid JSON becomes a POJO of its text, which no
 * model type accepts.
 */
final class YamlTree {
    private static final int MAX_NODES = 200_000;
    private static final int MAX_DEPTH = 100;
    private static final Pattern LONE = Pattern.compile("[yYnN]");

    /**
     * Numbers as kubectl's reader (goyaml) accepts them: decimal with leading zeros, hexadecimal, octal, binary; and
     * infinities.
     */
    private static final Pattern KUBECTLS = Pattern.compile(
            "[-+]?(?:(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
                    + "|0[xX][0-9a-fA-F]{1,16}|0[oO][0-7]{1,22}|0[bB][01]{1,64}|\\.(?:inf|Inf|INF))|\\.(?:nan|NaN|NAN)");

    /** A key whose text is the same when read as a number. */
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    private static final int SHOWN = 60;
    private static final String MERGE = "<<";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Places places = new Places();
    private int nodes;
    private int depth;

    /** Something about a document that makes reading on in it pointless. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final transient @Nullable Place place;

        private Unreadable(@Nullable Place place, String message) {
            super(message, null, false, false);
            this.place = place;
        }

        /** Null where it concerns the document as a whole. */
        @Nullable
        Place place() {
            return place;
        }
    }

    /** Where what was converted stands. */
    Places places() {
        return places;
    }

    JsonNode convert(Node document) throws Unreadable {
        places.add("", Place.of(document.getStartMark()));
        return convert(document, "");
    }

    private JsonNode convert(Node node, String path) throws Unreadable {
        if (++nodes > MAX_NODES) {
            throw new Unreadable(null, "unfolds to more than " + MAX_NODES + " values by its aliases");
        }
        if (++depth > MAX_DEPTH) {
            throw new Unreadable(null, "contains itself by its aliases, or is nested deeper than " + MAX_DEPTH);
        }
        try {
            return switch (node) {
                case MappingNode mapping -> object(mapping, path);
                case SequenceNode sequence -> array(sequence, path);
                case ScalarNode scalar -> scalar(scalar);
                default -> throw unreadable(node, "is not a value");
            };
        } finally {
            depth--;
        }
    }

    private ObjectNode object(MappingNode mapping, String path) throws Unreadable {
        ObjectNode object = JSON.objectNode();
        Set<String> own = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            boolean merge = Tag.MERGE.equals(key.getTag());
            String name = merge ? MERGE : name(key);
            if (!own.add(name)) {
                throw unreadable(key, "the key " + Constraints.quoted(name) + " stands twice in the same place");
            }
            if (merge) {
                merge(tuple, object, own, path);
                continue;
            }
            String field = Paths.field(path, name);
            places.add(field, Place.of(key.getStartMark()));
            object.set(name, convert(tuple.getValueNode(), field));
        }
        return object;
    }

    private static String name(Node key) throws Unreadable {
        if (!(key instanceof ScalarNode name)) {
            throw unreadable(key, "a key must be a text");
        }
        String text = name.getValue();
        if (isBoolean(name) || Tag.NULL.equals(name.getTag())) {
            throw unreadable(key, "the key " + text + " is no text to YAML; put it in quotes");
        }
        if (isNumberToKubectl(name) && !WHOLE.matcher(text).matches()) {
            throw unreadable(
                    key,
                    "the key " + Constraints.quoted(text)
                            + " is a number to kubectl, which would write it in its own way; put it in quotes");
        }
        return text;
    }

    /**
     * The fields of one mapping, or of several of which the earlier ones win; the object's own win over all of them. To kubectl
     * an own field wins only where it stands behind the merge, so that another order would mean two things.
     */
    private void merge(NodeTuple tuple, ObjectNode object, Set<String> own, String path) throws Unreadable {
        Node value = tuple.getValueNode();
        List<Node> sources = value instanceof SequenceNode several ? several.getValue() : List.of(value);
        for (Node source : sources) {
            if (!(source instanceof MappingNode)) {
                throw unreadable(tuple.getKeyNode(), "\"<<\" takes an alias of fields, or a list of such aliases");
            }
            for (Map.Entry<String, JsonNode> field : convert(source, path).properties()) {
                if (own.contains(field.getKey())) {
                    throw unreadable(
                            tuple.getKeyNode(),
                            "\"<<\" stands behind " + Constraints.quoted(field.getKey())
                                    + ", which it brings too and kubectl would take from it; write \"<<\" first");
                }
                if (!object.has(field.getKey())) {
                    object.set(field.getKey(), field.getValue());
                }
            }
        }
    }

    private ArrayNode array(SequenceNode sequence, String path) throws Unreadable {
        ArrayNode array = JSON.arrayNode();
        for (Node element : sequence.getValue()) {
            String at = path + "[" + array.size() + "]";
            places.add(at, Place.of(element.getStartMark()));
            array.add(convert(element, at));
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
            throw unreadable(scalar, "the tag " + tag.getValue() + " is not supported");
        }
        JsonNode value = number ? number(text) : JSON.textNode(text);
        return value.isTextual() && isNumberToKubectl(scalar)
                ? JSON.pojoNode(text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…")
                : value;
    }

    /** As kubectl reads it, including y and n as booleans. */
    private static boolean isBoolean(ScalarNode scalar) {
        return Tag.BOOL.equals(scalar.getTag())
                || (scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN
                        && LONE.matcher(scalar.getValue()).matches());
    }

    /** Whether kubectl reads it as a number, in any notation: the same text would be a different value in a cluster. */
    private static boolean isNumberToKubectl(ScalarNode scalar) {
        String text = scalar.getValue();
        return scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN
                && !text.startsWith("_")
                && KUBECTLS.matcher(text.replace("_", "")).matches();
    }

    /** A JSON number, or a text for YAML's other notations. */
    static JsonNode number(String text) {
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

    private static Unreadable unreadable(Node node, String message) {
        return new Unreadable(Place.of(node.getStartMark()), message);
    }
}
