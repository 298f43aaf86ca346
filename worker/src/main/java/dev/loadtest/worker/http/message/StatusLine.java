package dev.loadtest.worker.http.message;

import dev.loadtest.worker.http.dial.Failure;

/** The first line of a response, RFC 9112 section 4; its parts may be apart by any number of blanks. */
final class StatusLine {
    private static final String PROTOCOL = "HTTP/1.";

    private int status;
    private int minor;

    int status() {
        return status;
    }

    int minor() {
        return minor;
    }

    /** Says at once that this is not HTTP, instead of waiting for the end of a line that may never come. */
    static void checkStart(byte[] bytes, int filled) throws Failure {
        int length = Math.min(filled, PROTOCOL.length());
        for (int i = 0; i < length; i++) {
            if (bytes[i] != PROTOCOL.charAt(i)) {
                throw Failure.protocol("the response does not begin with HTTP/1");
            }
        }
    }

    /** @param end of the line, which begins with the first byte */
    void read(byte[] bytes, int end) throws Failure {
        // Including its end.
        checkStart(bytes, end + 1);
        int version = PROTOCOL.length();
        minor = end > version ? bytes[version] - '0' : -1;
        int from = HeadText.skipBlanks(bytes, Math.min(version + 1, end), end);
        int to = from + 3;
        long code = to <= end ? HeadText.number(bytes, from, to) : -1;
        boolean apart = from > version + 1 && (to >= end || HeadText.isBlank(bytes[to]));
        if (minor < 0 || minor > 9 || !apart || code < 100) {
            throw Failure.protocol("the response's status line is malformed");
        }
        if (HeadText.hasControl(bytes, to, end)) {
            throw Failure.protocol("the response's status line holds a control character");
        }
        status = (int) code;
    }
}
