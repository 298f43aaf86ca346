package dev.loadtest.worker.http.hpack;

/**
 * What a header field counts in the results: its name, its value and four bytes, as on a line of HTTP/1.1. How HPACK
 * compresses it depends on the connection's other requests.
 */
public final class FieldSize {
    private static final int SEPARATORS = 4;

    private FieldSize() {}

    /** In bytes. */
    public static int of(CharSequence name, CharSequence value) {
        return name.length() + value.length() + SEPARATORS;
    }
}
