package dev.loadtest.cli.display;

/**
 * Columns that a text takes on a terminal: wide characters of East Asian scripts and emoji take two, combining marks
 * none. Texts are printable, as {@link OneLine} makes them. Pure.
 *
 * <p>Wide ranges are the blocks that Unicode's EastAsianWidth.txt (UAX 11) lists as W or F, without gaps of unassigned
 * characters; emoji are those with Emoji_Presentation.
 */
public final class DisplayWidth {
    private static final String ELLIPSIS = "...";
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final int FIRST_MARK = 0x300;

    /** First and last character of each range. */
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0x303E},
        {0x3041, 0xA4CF},
        {0xA960, 0xA97F},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE10, 0xFE19},
        {0xFE30, 0xFE6F},
        {0xFF01, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x16FE0, 0x18DFF},
        {0x1AFF0, 0x1B2FF},
        {0x1F200, 0x1F2FF},
        {0x20000, 0x3FFFD},
    };

    private DisplayWidth() {}

    public static int of(String text) {
        int width = 0;
        int last = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            last = width(text.codePointAt(at), last);
            width += last;
        }
        return width;
    }

    /** The text, its end replaced by {@code ...} where it is wider. */
    public static String cut(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        String end = ELLIPSIS.substring(0, Math.max(0, Math.min(ELLIPSIS.length(), width)));
        return text.substring(0, fitting(text, width - end.length())) + end;
    }

    /** Filled with blanks up to the width. */
    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    /** Number of chars at the start of a text that take no more columns; marks stay with their character. */
    public static int fitting(String text, int width) {
        int taken = 0;
        int last = 0;
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            last = width(c, last);
            if (taken + last > width) {
                return at;
            }
            taken += last;
            at += Character.charCount(c);
        }
        return at;
    }

    /** @param before the width of the character before it */
    private static int width(int c, int before) {
        if (c < FIRST_MARK) {
            return 1;
        }
        if (c == EMOJI_STYLE) {
            // Makes the symbol before it an emoji, which takes two columns.
            return before == 1 ? 1 : 0;
        }
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isJoiningJamo(c) ? 0 : isWide(c) ? 2 : 1;
        };
    }

    /** Vowels and final consonants, drawn into the syllable that the character before them begins. */
    private static boolean isJoiningJamo(int c) {
        return c >= 0x1160 && c <= 0x11FF;
    }

    private static boolean isWide(int c) {
        for (int[] range : WIDE) {
            if (c >= range[0] && c <= range[1]) {
                return true;
            }
        }
        return Character.isEmojiPresentation(c) && !isHalfOfFlag(c);
    }

    /** Two of them make a flag, which takes two columns. */
    private static boolean isHalfOfFlag(int c) {
        return c >= 0x1F1E6 && c <= 0x1F1FF;
    }
}
