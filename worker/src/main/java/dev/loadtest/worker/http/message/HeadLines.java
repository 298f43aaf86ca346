package dev.loadtest.worker.http.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.loadtest.worker.http.dial.Failure;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of a header block of HTTP/2 into the lines that they would be in HTTP/1.1, within limits, and checks
 * them by RFC 9113 section 8.2. What is wrong with them is reported at the end, since the block must be decoded to its end.
 */
public final class HeadLines {
    /** Status of a block without {@code :status}: of trailers. */
    public static final int NO_STATUS = 0;

    /** What a field counts besides its texts against the limit of a head's size, RFC 9113 section 6.5.2. */
    private static final int FIELD_OVERHEAD = 32;

    private static final int FIRST_SIZE = 1024;
    private static final byte[] STATUS = ":status".getBytes(US_ASCII);

    private byte[] bytes = new byte[FIRST_SIZE];
    private int filled;
    private int listSize;
    private int count;
    private int status;
    private long contentLength;
    private @Nullable String problem;

    /** Begins with another block. */
    public void reset() {
        filled = 0;
        listSize = 0;
        count = 0;
        status = NO_STATUS;
        contentLength = -1;
        problem = null;
    }

    public void add(byte[] name, byte[] value) {
        count++;
        listSize = Math.min(Integer.MAX_VALUE / 2, listSize + name.length + value.length + FIELD_OVERHEAD);
        if (problem == null) {
            problem = problem(name, value);
        }
        if (problem == null) {
            put(name);
            put(": ");
            put(value);
            put("\r\n");
        }
    }

    private @Nullable String problem(byte[] name, byte[] value) {
        if (listSize > HeadReader.MAX_BYTES) {
            return "the response's head is longer than " + HeadReader.MAX_BYTES + " bytes";
        }
        if (count > HeadReader.MAX_HEADERS) {
            return "the response has more than " + HeadReader.MAX_HEADERS + " headers";
        }
        if (Arrays.equals(name, STATUS)) {
            return readStatus(value);
        }
        if (!isName(name)) {
            return "a header of the response is malformed";
        }
        if (HeadText.hasControl(value, 0, value.length)) {
            return "a header of the response holds a control character";
        }
        return switch (name.length) {
            case 14 -> readContentLength(name, value);
            case 7, 10, 16, 17 -> isOfConnection(name) ? "a header of the response belongs to HTTP/1.1" : null;
            default -> null;
        };
    }

    /** Before all others, and once. */
    private @Nullable String readStatus(byte[] value) {
        long read = value.length == 3 ? HeadText.number(value, 0, 3) : -1;
        if (count > 1 || read < 100) {
            return "the response's status is malformed";
        }
        status = (int) read;
        return null;
    }

    private static boolean isName(byte[] name) {
        for (byte b : name) {
            if (!HeadText.isTokenByte(b) || b >= 'A' && b <= 'Z') {
                return false;
            }
        }
        return name.length > 0;
    }

    /** RFC 9113 section 8.2.2. */
    private static boolean isOfConnection(byte[] name) {
        return is(name, "upgrade")
                || is(name, "connection")
                || is(name, "keep-alive")
                || is(name, "proxy-connection")
                || is(name, "transfer-encoding");
    }

    private static boolean is(byte[] name, String text) {
        return name.length == text.length() && HeadText.equalsIgnoreCase(name, 0, text);
    }

    /** Equal repeated lengths count as one, as in HTTP/1.1. */
    private @Nullable String readContentLength(byte[] name, byte[] value) {
        if (!is(name, "content-length")) {
            return null;
        }
        long length = HeadText.number(value, 0, value.length);
        if (length < 0 || contentLength >= 0 && contentLength != length) {
            return "the response's Content-Length is malformed";
        }
        contentLength = length;
        return null;
    }

    private void put(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, bytes, filled, text.length);
        filled += text.length;
    }

    private void put(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[filled++] = (byte) text.charAt(i);
        }
    }

    private void room(int more) {
        if (filled + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(filled + more, 2 * bytes.length));
        }
    }

    /** @throws Failure if any field is malformed, or a limit is exceeded */
    public ResponseHead head() throws Failure {
        if (problem != null) {
            throw Failure.protocol(problem);
        }
        return new ResponseHead(status, Arrays.copyOf(bytes, filled), contentLength, false, true);
    }
}
