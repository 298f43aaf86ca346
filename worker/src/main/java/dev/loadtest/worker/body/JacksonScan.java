package dev.loadtest.worker.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.loadtest.engine.run.check.JsonScan;
import dev.loadtest.engine.run.check.JsonValue;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document with Jackson's streaming parser up to the last value that is asked for. Pointers form a tree by their
 * parts, and the parser descends where the tree does; everything else is skipped. Jackson's limits bound depth and the length
 * of names, numbers and strings.
 */
final class JacksonScan implements JsonScan {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String EMPTY = "the body is empty";
    private static final String NOT_JSON = "the body is not JSON";
    private static final String CUT = "the body ends within a number";

    private final Node root;
    private final int pointers;

    private JacksonScan(Node root, int pointers) {
        this.root = root;
        this.pointers = pointers;
    }

    /** @throws IllegalArgumentException if one is no pointer */
    static JsonScan of(List<String> pointers) {
        Node root = new Node();
        for (int i = 0; i < pointers.size(); i++) {
            Node node = root;
            for (JsonPointer rest = JsonPointer.compile(pointers.get(i)); !rest.matches(); rest = rest.tail()) {
                node = node.child(rest);
            }
            node.asked = Arrays.copyOf(node.asked, node.asked.length + 1);
            node.asked[node.asked.length - 1] = i;
        }
        return new JacksonScan(root, pointers.size());
    }

    /** A place in documents. */
    private static final class Node {
        /** Indices of the pointers that lead here. */
        private int[] asked = {};

        private final Map<String, Node> properties = new HashMap<>();
        /** Those of the properties that are also indices of arrays. */
        private final Map<Integer, Node> elements = new HashMap<>();

        private Node child(JsonPointer part) {
            Node child = properties.computeIfAbsent(part.getMatchingProperty(), name -> new Node());
            if (part.getMatchingIndex() >= 0) {
                elements.put(part.getMatchingIndex(), child);
            }
            return child;
        }
    }

    @Override
    public Found read(byte[] document) {
        JsonValue[] values = new JsonValue[pointers];
        Arrays.fill(values, JsonValue.Other.ABSENT);
        return new Found(Arrays.asList(values), read(document, values));
    }

    /** The problem; empty if there is none. */
    private String read(byte[] document, JsonValue[] values) {
        if (document.length == 0) {
            return EMPTY;
        }
        try (JsonParser parser = FACTORY.createParser(document)) {
            Walk walk = new Walk(parser, document.length, values);
            try {
                return walk.of(root);
            } catch (StreamConstraintsException e) {
                return "the body's JSON is deeper, or a part of it longer, than what is read";
            } catch (IOException e) {
                return walk.cut ? CUT : NOT_JSON;
            }
        } catch (IOException unknownEncoding) {
            return NOT_JSON;
        }
    }

    /** One pass over one document. */
    private static final class Walk {
        private final JsonParser parser;
        private final int length;
        private final JsonValue[] values;
        private int left;
        private boolean cut;

        Walk(JsonParser parser, int length, JsonValue[] values) {
            this.parser = parser;
            this.length = length;
            this.values = values;
            this.left = values.length;
        }

        /** The problem; empty if there is none. */
        String of(Node root) throws IOException {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return EMPTY;
            }
            enter(root, first);
            return cut ? CUT : "";
        }

        /** Leaves the parser at the end of the value, unless nothing more is asked for. */
        private void enter(Node node, JsonToken token) throws IOException {
            for (int index : node.asked) {
                take(index, token);
            }
            if (left == 0) {
                return;
            }
            if (node.properties.isEmpty()) {
                parser.skipChildren();
            } else if (token == JsonToken.START_OBJECT) {
                enterObject(node);
            } else if (token == JsonToken.START_ARRAY) {
                enterArray(node);
            }
        }

        private void enterObject(Node node) throws IOException {
            for (String name = parser.nextFieldName(); name != null && left > 0; name = parser.nextFieldName()) {
                next(node.properties.get(name), parser.nextToken());
            }
        }

        private void enterArray(Node node) throws IOException {
            int index = 0;
            for (JsonToken token = parser.nextToken();
                    token != null && token != JsonToken.END_ARRAY && left > 0;
                    token = parser.nextToken()) {
                next(node.elements.get(index++), token);
            }
        }

        private void next(@Nullable Node child, JsonToken token) throws IOException {
            if (child == null) {
                parser.skipChildren();
            } else {
                enter(child, token);
            }
        }

        private void take(int index, JsonToken token) throws IOException {
            if (values[index] != JsonValue.Other.ABSENT) {
                return;
            }
            if (token.isNumeric() && isCut()) {
                cut = true;
                return;
            }
            values[index] = value(token);
            left--;
        }

        private JsonValue value(JsonToken token) throws IOException {
            return switch (token) {
                case START_OBJECT -> JsonValue.Other.OBJECT;
                case START_ARRAY -> JsonValue.Other.ARRAY;
                case VALUE_NULL -> JsonValue.Other.NULL;
                case VALUE_TRUE, VALUE_FALSE -> new JsonValue.Flag(token == JsonToken.VALUE_TRUE);
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Number(parser.getText());
                default -> new JsonValue.Text(parser.getText());
            };
        }

        /** Whether a number may be cut off: within an object or array something follows it in a whole document. */
        private boolean isCut() {
            return !parser.getParsingContext().inRoot()
                    && parser.currentLocation().getByteOffset() == length;
        }
    }
}
