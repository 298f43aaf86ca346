package dev.loadtest.engine.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named request with values still to be drawn.
 *
 * @param path starts with {@code /}; bound texts are percent-encoded as one path segment
 * @param query in order; names as written, bound texts and literals percent-encoded on rendering
 * @param headers override the target's of the same name
 * @param timeout from the start of sending to the last byte of the response, a hard deadline
 * @param followRedirects maximum number of redirects, 0 for none
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

    /** @param value null for a name alone, without an equals sign */
    public record QueryParameter(String name, @Nullable Template value) {}

    public RequestTemplate {
        query = List.copyOf(query);
        headers = List.copyOf(headers);
        captures = List.copyOf(captures);
        values = Map.copyOf(values);
    }
}
