package dev.loadtest.cli.display;

/** Makes text of a target safe to print: lines and tabs stay, other controls, which a terminal would obey, do not. */
public final class Lines {
    private static final int REPLACEMENT = 0xFFFD;

    private Lines() {}

    public static String of(String text) {
        return text.replace("\r\n", "\n")
                .codePoints()
                .map(c -> isPrintable(c) ? c : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\t';
            case Character.FORMAT, Character.SURROGATE -> false;
            default -> true;
        };
    }
}
