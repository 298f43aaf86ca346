package dev.loadtest.worker.http.message;

import dev.loadtest.engine.run.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The head of a response, with its framing.
 *
 * @param bytes the status line and the fields, a line each, as received over HTTP/1.1; of HTTP/2 what these lines would be
 * @param contentLength -1 if absent
 * @param keepAlive whether the peer leaves the connection open
 */
public record ResponseHead(int status, byte[] bytes, long contentLength, boolean chunked, boolean keepAlive)
        implements Transport.Headers {

    /** Searches the lines on each call: most responses' headers are never read. */
    @Override
    public @Nullable String first(String name) {
        int line = next(0);
        while (line < bytes.length) {
            int end = next(line);
            if (isOf(name, line, end)) {
                return value(name, line, end);
            }
            line = end;
        }
        return null;
    }

    @Override
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        int line = next(0);
        while (line < bytes.length) {
            int end = next(line);
            if (isOf(name, line, end)) {
                values.add(value(name, line, end));
            }
            line = end;
        }
        return values;
    }

    @Override
    public void forEach(BiConsumer<String, String> action) {
        int line = next(0);
        while (line < bytes.length) {
            int end = next(line);
            String text = new String(bytes, line, end - line, StandardCharsets.ISO_8859_1);
            int colon = text.indexOf(':');
            if (colon > 0) {
                action.accept(
                        text.substring(0, colon), text.substring(colon + 1).strip());
            }
            line = end;
        }
    }

    private boolean isOf(String name, int line, int end) {
        return end - line > name.length()
                && bytes[line + name.length()] == ':'
                && HeadText.equalsIgnoreCase(bytes, line, name);
    }

    private String value(String name, int line, int end) {
        return new String(bytes, line, end - line, StandardCharsets.ISO_8859_1)
                .substring(name.length() + 1)
                .strip();
    }

    private int next(int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }
}
