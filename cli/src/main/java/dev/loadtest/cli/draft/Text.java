package dev.loadtest.cli.draft;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Templates out of plain texts. Pure: no I/O. */
public final class Text {
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern NO_VARIABLE = Pattern.compile("[^A-Za-z0-9]+");
    private static final int MAX_VARIABLE = 40;

    private Text() {}

    /** A text that is sent unchanged: references to values in it are escaped. */
    public static String literal(String text) {
        return text.replace("${", "$${");
    }

    /** A path that is sent unchanged, except that characters that no path contains are percent-encoded. */
    public static String path(String raw) {
        StringBuilder ascii = new StringBuilder(raw.startsWith("/") ? "" : "/");
        for (byte octet : raw.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7f && octet != '#') {
                ascii.append((char) octet);
            } else {
                ascii.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return literal(BROKEN_ESCAPE.matcher(ascii).replaceAll("%25"));
    }

    /** A segment of a path, or a part of one, that is sent unchanged. */
    static String segment(String plain) {
        StringBuilder ascii = new StringBuilder();
        for (byte octet : plain.getBytes(StandardCharsets.UTF_8)) {
            boolean kept = octet > ' ' && octet < 0x7f && "%/?#".indexOf(octet) < 0;
            ascii.append(
                    kept
                            ? "" + (char) octet
                            : "%" + HexFormat.of().withUpperCase().toHexDigits(octet));
        }
        return literal(ascii.toString());
    }

    /** A reference to a variable of the environment, whose default names the variable. */
    public static String environment(String variable) {
        return "${env:" + variable + ":-set-" + variable + "}";
    }

    /** A name for a variable of the environment, such as {@code X_API_KEY} of {@code x-api-key}. */
    public static String variable(String text) {
        String name = NO_VARIABLE.matcher(text).replaceAll("_").toUpperCase(Locale.ROOT);
        name = name.length() > MAX_VARIABLE ? name.substring(0, MAX_VARIABLE) : name;
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "VALUE_" + name : name;
    }
}
