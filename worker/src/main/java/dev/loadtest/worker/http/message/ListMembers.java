package dev.loadtest.worker.http.message;

/**
 * The members of a comma-separated header value, without blanks around them and without empty ones (RFC 9110 section
 * 5.6.1). Used again for each value, so that reading a head creates no objects. Confined to one thread.
 */
final class ListMembers {
    private byte[] bytes = {};
    private int at;
    private int to;
    private int start;
    private int end;

    /** Begins with the first member of a value. */
    void of(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    /** Moves to the next member; false if there is none. */
    boolean next() {
        while (at <= to) {
            int comma = at;
            while (comma < to && bytes[comma] != ',') {
                comma++;
            }
            start = HeadText.skipBlanks(bytes, at, comma);
            end = HeadText.trimBlanks(bytes, start, comma);
            at = comma + 1;
            if (start < end) {
                return true;
            }
        }
        return false;
    }

    /** Index of the current member's first byte. */
    int start() {
        return start;
    }

    /** Index behind the current member's last byte. */
    int end() {
        return end;
    }

    /** Whether the current member is an ASCII token, ignoring case. */
    boolean is(String token) {
        return end - start == token.length() && HeadText.equalsIgnoreCase(bytes, start, token);
    }
}
