package dev.loadtest.control.serve;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Method, path and preferred media types of a request; the rest is ignored.
 *
 * @param path without its query
 * @param accept the first {@code Accept} header; empty without one
 */
record RequestHead(String method, String path, String accept) {
    /** Ordinary heads are far shorter. */
    static final int MAX_BYTES = 8 << 10;

    private static final Pattern LINE =
            Pattern.compile("([A-Z]+) (/[^ ?]*)(?:\\?[^ ]*)? HTTP/1\\.[01]\r?\n.*", Pattern.DOTALL);
    private static final Pattern ACCEPT = Pattern.compile("(?im)^Accept:[ \t]*([^\r\n]*)");

    /**
     * Reads a head to its empty line.
     *
     * @return empty if it is too long, incomplete or malformed
     */
    static Optional<RequestHead> read(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[MAX_BYTES];
        int length = 0;
        while (length < MAX_BYTES) {
            int read = in.read(bytes, length, MAX_BYTES - length);
            if (read < 0) {
                return Optional.empty();
            }
            length += read;
            if (isWhole(bytes, length)) {
                return parse(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
            }
        }
        return Optional.empty();
    }

    private static boolean isWhole(byte[] bytes, int length) {
        int newlines = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                newlines++;
                if (newlines == 2) {
                    return true;
                }
            } else if (bytes[i] != '\r') {
                newlines = 0;
            }
        }
        return false;
    }

    private static Optional<RequestHead> parse(String text) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            return Optional.empty();
        }
        Matcher accept = ACCEPT.matcher(text);
        return Optional.of(new RequestHead(line.group(1), line.group(2), accept.find() ? accept.group(1) : ""));
    }
}
