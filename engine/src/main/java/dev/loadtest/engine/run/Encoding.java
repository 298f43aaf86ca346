package dev.loadtest.engine.run;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How bound texts are made safe where they are put. */
final class Encoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Encoding() {}

    /** Percent-encodes all but RFC 3986's unreserved characters, as UTF-8. */
    static String percent(String text) {
        if (isUnreserved(text)) {
            return text;
        }
        StringBuilder encoded = new StringBuilder();
        percent(text, encoded);
        return encoded.toString();
    }

    /** The same, at the end of another text. */
    static void percent(String text, StringBuilder encoded) {
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
    static String json(String text) {
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

    /** Takes out what would end a header: a captured value is the target's, and must not become headers of ours. */
    static String headerValue(String text) {
        return text.chars().allMatch(Encoding::isHeaderCharacter)
                ? text
                : text.chars()
                        .filter(Encoding::isHeaderCharacter)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isHeaderCharacter(int c) {
        return c == '\t' || c >= 0x20 && c != 0x7f && c <= 0xff;
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
