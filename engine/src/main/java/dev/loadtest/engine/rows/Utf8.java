package dev.loadtest.engine.rows;

/** Whether bytes are UTF-8, RFC 3629. Pure. */
final class Utf8 {
    private Utf8() {}

    static boolean isValid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int length = bytes[at] >= 0 ? 1 : length(bytes, at, to);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** Length of the sequence that begins there; 0 if none does. */
    private static int length(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xff;
        int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (length == 0 || at + length > to) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[at + 1] & 0xff;
        boolean excluded = first == 0xe0 && second < 0xa0 // overlong
                || first == 0xed && second > 0x9f // surrogates
                || first == 0xf0 && second < 0x90 // overlong
                || first == 0xf4 && second > 0x8f; // beyond U+10FFFF
        return excluded ? 0 : length;
    }
}
