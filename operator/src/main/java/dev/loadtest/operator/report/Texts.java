package dev.loadtest.operator.report;

/** Texts cut to a length. */
final class Texts {
    private Texts() {}

    /** At most {@code most} characters, the last an ellipsis where something was cut; no character is split. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
