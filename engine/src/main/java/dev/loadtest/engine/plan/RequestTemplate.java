package dev.loadtest.engine.plan;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A named request with values still to be drawn.
 *
 * @param target the name of the target that it is sent to, see {@link Targets}
 * @param path starts with {@code /}; bound texts are percent-encoded as one path segment
 * @param query in order; names as written, bound texts and literals percent-encoded on rendering
 * @param headers override the target's of the same name
 * @param timeout from the start of sending to the last byte of the response, a hard deadline
 * @param followRedirects maximum number of redirects, 0 for none
 */
public record RequestTemplate(
        String name,
        String target,
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

    /** One for the default target. */
    public RequestTemplate(
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
        this(
                name,
                Targets.DEFAULT,
                method,
                path,
                query,
                headers,
                body,
                captures,
                values,
                expect,
                timeout,
                followRedirects);
    }

    /** The same with other values. */
    public RequestTemplate withValues(Map<String, ValueSource> others) {
        return new RequestTemplate(
                name, target, method, path, query, headers, body, captures, others, expect, timeout, followRedirects);
    }

    /** The names that its path, query, headers and body refer to; the target's headers may refer to more. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(path.names());
        query.forEach(parameter -> add(parameter.value(), names));
        headers.forEach(header -> names.addAll(header.names()));
        switch (body) {
            case Body.None none -> {}
            case Body.Text text -> names.addAll(text.template().names());
            case Body.Json json -> names.addAll(json.template().names());
            case Body.File file -> names.add(file.valueName());
            case Body.Form form -> form.fields().forEach(field -> add(field.value(), names));
            case Body.Multipart multipart -> multipart.parts().forEach(part -> add(part, names));
        }
        return names;
    }

    private static void add(Body.Part part, Set<String> names) {
        switch (part) {
            case Body.TextPart text -> names.addAll(text.text().names());
            case Body.FilePart file -> {
                names.add(file.valueName());
                add(file.fileName(), names);
            }
        }
    }

    private static void add(@Nullable Template template, Set<String> names) {
        if (template != null) {
            names.addAll(template.names());
        }
    }
}
