package dev.loadtest.report.json;

import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Makes any text valid for a format. Names and reasons are untrusted: they contain what a server sent.
 */
public final class CleanText {
    private static final int REPLACEMENT = 0xFFFD;
    private static final int DROP = -1;

    private CleanText() {}

    /** Replaces lone surrogates, which UTF-8 cannot encode, with U+FFFD. */
    public static String unicode(String text) {
        return map(text, CleanText::isLoneSurrogate, c -> REPLACEMENT);
    }

    /** Drops characters that XML 1.0 forbids even as references. */
    public static String xml(String text) {
        return map(text, c -> !isXml(c), c -> DROP);
    }

    /** Like {@link #xml}, on one line: XML readers turn line ends in attributes into spaces. */
    public static String xmlAttribute(String text) {
        return map(xml(text), c -> c == '\n' || c == '\r' || c == '\t', c -> ' ');
    }

    /** Replaces control characters with their pictures, and characters that reorder text with U+FFFD. */
    public static String shown(String text) {
        return map(text, CleanText::isUnshowable, CleanText::picture);
    }

    private static int picture(int c) {
        if (c < 0x20) {
            return 0x2400 + c;
        }
        return c == 0x7F ? 0x2421 : REPLACEMENT;
    }

    private static boolean isUnshowable(int c) {
        return (Character.isISOControl(c) && c != '\n' && c != '\t')
                || isLoneSurrogate(c)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    private static boolean isLoneSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    private static String map(String text, IntPredicate hit, IntUnaryOperator instead) {
        if (text.codePoints().noneMatch(hit)) {
            return text;
        }
        return text.codePoints()
                .map(c -> hit.test(c) ? instead.applyAsInt(c) : c)
                .filter(c -> c != DROP)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
