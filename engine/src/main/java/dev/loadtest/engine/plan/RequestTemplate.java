package dev.loadtest.engine.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request by name, with the values still to be drawn.
 *
 * @param path starts with {@code /}; bound texts are percent-encoded as one path segment
 * @param query in order; names as written, bound texts and literals percent-encoded by whoever renders them
 * @param headers these win over the target's of the same name
 * @param timeout from the start of sending to the last byte of the response, a true deadline
 * @param followRedirects the most redirects followed, 0 for none
 */
public record RequestTemplate(
        String name,
        String method,
        Template path,
        List<QueryParameter> query,
        List<Header> headers,
        Body body,
        List<Capture> captures,
        Map<String, ValueSource> values,
        Expectation expect,
        Duration timeout,
        int followRedirects) {

    /** @param value null for a name that stands alone, without an equals sign */
    public record QueryParameter(String name, @Nullable Template value) {}

    public RequestTemplate {
        query = List.copyOf(query);
        headers = List.copyOf(headers);
        captures = List.copyOf(captures);
        values = Map.copyOf(values);
    }
}
