package dev.loadtest.worker.http.hpack;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** A header field of a response, whose arrays are shared and never changed. */
record HpackField(byte[] name, byte[] value) {
    /** What an entry of a table counts besides its texts, RFC 7541 section 4.1. */
    private static final int OVERHEAD = 32;

    /** The static table, RFC 7541 appendix A, in the form {@code NAME=VALUE}. */
    private static final String[] STATIC = {
        ":authority=",
        ":method=GET",
        ":method=POST",
        ":path=/",
        ":path=/index.html",
        ":scheme=http",
        ":scheme=https",
        ":status=200",
        ":status=204",
        ":status=206",
        ":status=304",
        ":status=400",
        ":status=404",
        ":status=500",
        "accept-charset=",
        "accept-encoding=gzip, deflate",
        "accept-language=",
        "accept-ranges=",
        "accept=",
        "access-control-allow-origin=",
        "age=",
        "allow=",
        "authorization=",
        "cache-control=",
        "content-disposition=",
        "content-encoding=",
        "content-language=",
        "content-length=",
        "content-location=",
        "content-range=",
        "content-type=",
        "cookie=",
        "date=",
        "etag=",
        "expect=",
        "expires=",
        "from=",
        "host=",
        "if-match=",
        "if-modified-since=",
        "if-none-match=",
        "if-range=",
        "if-unmodified-since=",
        "last-modified=",
        "link=",
        "location=",
        "max-forwards=",
        "proxy-authenticate=",
        "proxy-authorization=",
        "range=",
        "referer=",
        "refresh=",
        "retry-after=",
        "server=",
        "set-cookie=",
        "strict-transport-security=",
        "transfer-encoding=",
        "user-agent=",
        "vary=",
        "via=",
        "www-authenticate="
    };

    private static final HpackField[] STATIC_FIELDS = new HpackField[STATIC.length];

    static {
        for (int i = 0; i < STATIC.length; i++) {
            String[] parts = STATIC[i].split("=", 2);
            STATIC_FIELDS[i] = new HpackField(parts[0].getBytes(US_ASCII), parts[1].getBytes(US_ASCII));
        }
    }

    /** Number of fields in the static table. */
    static int staticCount() {
        return STATIC_FIELDS.length;
    }

    /** @param index from 1 */
    static HpackField ofStatic(int index) {
        return STATIC_FIELDS[index - 1];
    }

    /** Its size by which tables and lists of headers are limited. */
    int size() {
        return name.length + value.length + OVERHEAD;
    }
}
