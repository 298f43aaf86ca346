package dev.loadtest.engine.run.request;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How bound texts are made safe where they are put. */
public final class Encoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Encoding() {}

    /** Percent-encodes all but RFC 3986's unreserved characters, as UTF-8. */
    public static String percent(String text) {
        if (isUnreserved(text)) {
            return text;
        }
        StringBuilder encoded = new StringBuilder();
        percent(text, encoded);
        return encoded.toString();
    }

    /** The same, at the end of another text. */
    public static void percent(String text, StringBuilder encoded) {
        if (isUnreserved(text)) {
            encoded.append(text);
            return;
        }
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved((char) (octet & 0xff))) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
    }

    /** Escapes a text for the inside of a JSON string, RFC 8259. */
    public static String json(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < 0x20) {
                escaped.append("\\u00").append(HEX.toHexDigits((byte) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /**
     * The value of a header: blanks around it belong to the line and not to the value, RFC 9110 section 5.5, and HTTP/2
     * forbids them. Whether a header can carry the rest is the transport's to check: nothing of it is left out.
     */
    static String headerValue(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (start < end && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isUnreserved(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isUnreserved(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
