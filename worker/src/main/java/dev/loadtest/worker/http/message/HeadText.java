package dev.loadtest.worker.http.message;

/** Parses the text of heads in place, without creating strings. */
final class HeadText {
    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (byte b = ' ' + 1; b < 0x7f; b++) {
            TOKEN[b] = "\"(),/:;<=>?@[\\]{}".indexOf(b) < 0;
        }
    }

    private HeadText() {}

    /** Whether the bytes from an index on equal an ASCII text, ignoring case. */
    static boolean equalsIgnoreCase(byte[] bytes, int from, String text) {
        if (from + text.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (lower(bytes[from + i]) != lower((byte) text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** A decimal integer without other characters; -1 if it is not one, or exceeds a {@code long}. */
    static long number(byte[] bytes, int from, int to) {
        if (from >= to) {
            return -1;
        }
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** Whether there is a control character other than tab, which a head must not contain. */
    static boolean hasControl(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (b >= 0 && b < ' ' && b != '\t' || b == 0x7f) {
                return true;
            }
        }
        return false;
    }

    static int skipBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    static int trimBlanks(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && isBlank(bytes[end - 1])) {
            end--;
        }
        return end;
    }

    /** Whether a byte is valid in a header's name (RFC 9110). */
    static boolean isTokenByte(byte b) {
        return b >= 0 && TOKEN[b];
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }
}
