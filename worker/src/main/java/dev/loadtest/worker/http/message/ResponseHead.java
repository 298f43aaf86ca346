package dev.loadtest.worker.http.message;

import dev.loadtest.engine.run.transport.Transport;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The head of a response, with its framing.
 *
 * @param bytes the lines as received, each with its line feed
 * @param contentLength -1 if absent
 * @param keepAlive whether the peer leaves the connection open
 */
record ResponseHead(int status, byte[] bytes, long contentLength, boolean chunked, boolean keepAlive)
        implements Transport.Headers {

    /** Searches the lines on each call: most responses' headers are never read. */
    @Override
    public @Nullable String first(String name) {
        int line = next(0);
        while (line < bytes.length) {
            int end = next(line);
            if (end - line > name.length()
                    && bytes[line + name.length()] == ':'
                    && HeadText.equalsIgnoreCase(bytes, line, name)) {
                return new String(bytes, line, end - line, StandardCharsets.ISO_8859_1)
                        .substring(name.length() + 1)
                        .strip();
            }
            line = end;
        }
        return null;
    }

    private int next(int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }
}
