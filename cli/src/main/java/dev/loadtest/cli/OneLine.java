package dev.loadtest.cli;

/**
 * Text from elsewhere, such as what a target sent, made safe to print: on one line, without anything that a terminal obeys
 * or that reorders the text around it.
 */
final class OneLine {
    private static final int REPLACEMENT = 0xFFFD;

    private OneLine() {}

    static String of(String text) {
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
