package dev.loadtest.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * The answer to a request.
 *
 * @param operation determines latency and failure rate
 * @param body must not be changed: replies share it
 */
record Reply(Operation operation, int status, String contentType, byte[] body, Map<String, String> headers) {
    /** Sorted, because the order of Map.of differs between processes and bodies of different runs are compared. */
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    Reply {
        headers = Map.copyOf(headers);
    }

    static Reply json(Operation operation, int status, Object value) {
        return new Reply(operation, status, "application/json", bytes(value), Map.of());
    }

    /** A refusal; the client sees the reason. */
    static Reply refused(int status, String reason) {
        return json(Operation.REFUSE, status, Map.of("error", reason));
    }

    /** A simulated failure. */
    static Reply failed(Operation operation) {
        return json(operation, 500, Map.of("error", "simulated failure"));
    }

    Reply withHeader(String name, String value) {
        return new Reply(operation, status, contentType, body, Map.of(name, value));
    }

    /** The same, compressed. */
    Reply gzipped() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Reply(operation, status, contentType, packed.toByteArray(), Map.of("content-encoding", "gzip"));
    }

    private static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON value: " + value, e);
        }
    }
}
