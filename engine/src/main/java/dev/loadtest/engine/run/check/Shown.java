package dev.loadtest.engine.run.check;

/** Values in sentences about a response. */
final class Shown {
    static final int MAX_CHARACTERS = 80;

    private Shown() {}

    static String quoted(String text) {
        return "\"" + cut(text) + "\"";
    }

    /** The first characters, on one line. */
    static String cut(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(MAX_CHARACTERS).forEach(c -> shown.appendCodePoint(isPrintable(c) ? c : ' '));
        return text.codePointCount(0, text.length()) > MAX_CHARACTERS
                ? shown.append('…').toString()
                : shown.toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
