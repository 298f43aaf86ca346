package dev.loadtest.engine.run.request;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Encodings that make bound texts safe in their context. */
public final class Encoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Encoding() {}

    /** Percent-encodes all characters except RFC 3986's unreserved ones, as UTF-8. */
    public static String percent(String text) {
        if (isUnreserved(text)) {
            return text;
        }
        StringBuilder encoded = new StringBuilder();
        percent(text, encoded);
        return encoded.toString();
    }

    /** The same, appended to another text. */
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

    /** Escapes a text for a JSON string, RFC 8259. */
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
     * The value of a header without surrounding blanks, which are not part of it (RFC 9110 section 5.5) and which
     * HTTP/2 forbids. The transport checks that a header can carry the rest.
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
