package dev.loadtest.cli.display;

/**
 * Makes foreign text, such as a target's, safe to print: one line, without characters that control the terminal or
 * reorder the surrounding text.
 */
public final class OneLine {
    private static final int REPLACEMENT = 0xFFFD;

    private OneLine() {}

    public static String of(String text) {
        return text.codePoints()
                .map(c -> Character.isWhitespace(c) ? ' ' : isUnprintable(c) ? REPLACEMENT : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isUnprintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
