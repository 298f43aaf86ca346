package dev.loadtest.control.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.control.seal.BadMessageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/**
 * Messages as JSON: {@code {"protocol":2,"body":…}}. The version is first and checked before the rest. Unknown fields
 * are ignored, so that fields can be added without a new version; known fields are mandatory, because a missing count
 * must not be read as 0. Equal messages are equal bytes. Any thread.
 */
public final class ControlJson {
    /** Raised when a reader of the previous version would misinterpret a message. */
    public static final int PROTOCOL = 2;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new ControlModule())
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // Errors exclude the surrounding text, which may be a credential.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** Fields in the order of writing. */
    private record Envelope(int protocol, Object body) {}

    private ControlJson() {}

    /** The message as UTF-8. */
    public static byte[] write(Object body) {
        try {
            return MAPPER.writeValueAsBytes(new Envelope(PROTOCOL, body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a message.
     *
     * @param maxBytes longer messages are refused unread
     * @throws BadMessageException if it is too long, of another version, or malformed
     */
    public static <T> T read(byte[] message, Class<T> type, int maxBytes) throws BadMessageException {
        if (message.length > maxBytes) {
            throw new BadMessageException("the message has " + message.length + " bytes, over " + maxBytes);
        }
        try (JsonParser parser = MAPPER.createParser(message)) {
            checkVersion(parser);
            if (!"body".equals(parser.nextFieldName())) {
                throw new BadMessageException("the message has no body");
            }
            parser.nextToken();
            T body = MAPPER.readValue(parser, type);
            if (body == null) {
                throw new BadMessageException("the message's body is null");
            }
            return body;
        } catch (JsonMappingException e) {
            throw new BadMessageException("the message is not a " + type.getSimpleName()
                    + ": something is wrong or missing" + " at " + path(e));
        } catch (IOException e) {
            throw new BadMessageException("the message is not JSON");
        }
    }

    private static void checkVersion(JsonParser parser) throws IOException, BadMessageException {
        if (parser.nextToken() != JsonToken.START_OBJECT
                || !"protocol".equals(parser.nextFieldName())
                || parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new BadMessageException("the message does not begin with its protocol version");
        }
        String version = parser.getText();
        if (!version.equals(String.valueOf(PROTOCOL))) {
            throw new BadMessageException("the message is of protocol " + version + ", and this side speaks " + PROTOCOL
                    + ": the operator and its workers must be of releases that fit together");
        }
    }

    private static String path(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("/"));
        return path.isEmpty() ? "its start" : path;
    }
}
