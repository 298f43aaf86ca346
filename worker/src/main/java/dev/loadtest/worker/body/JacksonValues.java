package dev.loadtest.worker.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.loadtest.engine.run.check.JsonValues;
import dev.loadtest.engine.run.check.Reading;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads values with Jackson's streaming parser up to the value; other parts are skipped. Jackson's limits bound depth
 * and the length of names, numbers and strings.
 */
public final class JacksonValues implements JsonValues {
    private final JsonFactory factory = new JsonFactory();
    /** One entry for each capture of the plan. */
    private final Map<String, JsonPointer> pointers = new ConcurrentHashMap<>();

    @Override
    public Reading at(byte[] document, String pointer) {
        if (document.length == 0) {
            return new Reading.Nothing("the body is empty");
        }
        JsonPointer way;
        try {
            way = pointers.computeIfAbsent(pointer, JsonPointer::compile);
        } catch (IllegalArgumentException e) {
            return new Reading.Nothing(pointer + " is no JSON pointer");
        }
        try (JsonParser parser = factory.createParser(document)) {
            JsonToken token = find(parser, way);
            return token != null && isCut(parser, token, document)
                    ? new Reading.Nothing("the body ends within the number at " + place(pointer))
                    : scalar(parser, token, place(pointer));
        } catch (StreamConstraintsException e) {
            return new Reading.Nothing("the body's JSON is deeper, or a part of it longer, than what is read");
        } catch (IOException e) {
            return new Reading.Nothing("the body is not JSON");
        }
    }

    private static String place(String pointer) {
        return pointer.isEmpty() ? "its root" : pointer;
    }

    /** Moves the parser to the value; null if the document has none there. */
    private static @Nullable JsonToken find(JsonParser parser, JsonPointer way) throws IOException {
        JsonPointer rest = way;
        JsonToken token = parser.nextToken();
        while (!rest.matches() && token != null) {
            boolean entered =
                    switch (token) {
                        case START_OBJECT -> enterProperty(parser, rest);
                        case START_ARRAY -> enterElement(parser, rest);
                        default -> false;
                    };
            if (!entered) {
                return null;
            }
            token = parser.currentToken();
            rest = rest.tail();
        }
        return token;
    }

    private static boolean enterProperty(JsonParser parser, JsonPointer rest) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (rest.matchesProperty(name)) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    private static boolean enterElement(JsonParser parser, JsonPointer rest) throws IOException {
        int wanted = rest.getMatchingIndex();
        if (wanted < 0) {
            return false;
        }
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            if (parser.currentToken() == null) {
                return false;
            }
            if (index == wanted) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    /**
     * Whether a number may be cut off: within an object or array something follows it, and if the document ends
     * instead, the body was truncated.
     */
    private static boolean isCut(JsonParser parser, JsonToken token, byte[] document) {
        return token.isNumeric()
                && !parser.getParsingContext().inRoot()
                && parser.currentLocation().getByteOffset() == document.length;
    }

    private static Reading scalar(JsonParser parser, @Nullable JsonToken token, String place) throws IOException {
        if (token == null) {
            return new Reading.Nothing("the body's JSON has nothing at " + place);
        }
        if (token == JsonToken.VALUE_NULL || !token.isScalarValue()) {
            String what =
                    token == JsonToken.VALUE_NULL ? "null" : token == JsonToken.START_ARRAY ? "an array" : "an object";
            return new Reading.Nothing("the body's JSON has " + what + " at " + place);
        }
        String text = parser.getText();
        // Half a surrogate pair would be sent as a question mark.
        return hasHalfPair(text)
                ? new Reading.Nothing("the body's JSON has half a surrogate pair, which is no text, at " + place)
                : new Reading.Value(text);
    }

    /** The result of {@code CharsetEncoder.canEncode}, without an encoder for each value. */
    private static boolean hasHalfPair(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
