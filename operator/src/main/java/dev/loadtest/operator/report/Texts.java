package dev.loadtest.operator.report;

/** Truncation of texts. */
final class Texts {
    private Texts() {}

    /** At most {@code most} characters, ending with an ellipsis if truncated; no character is split. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
