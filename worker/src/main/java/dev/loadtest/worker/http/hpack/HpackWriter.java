package dev.loadtest.worker.http.hpack;

import io.netty.buffer.ByteBuf;
import java.util.Map;
import java.util.Set;

/**
 * Writes header fields as literals that enter no dynamic table (RFC 7541 section 6.2): a request's block is the same on every
 * connection, so that it is made once. Fields that may be credentials are marked as never to be indexed (section 7.1.3), by
 * the same rule by which redirects to other origins leave them out.
 */
public final class HpackWriter {
    private static final int WITHOUT_INDEXING = 0x00;
    private static final int NEVER_INDEXED = 0x10;
    private static final int INDEX_PREFIX = 0x0f;
    private static final int LENGTH_PREFIX = 0x7f;

    /** Names of the static table (appendix A) that requests use. */
    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry(":authority", 1),
            Map.entry(":method", 2),
            Map.entry(":path", 4),
            Map.entry(":scheme", 6),
            Map.entry("accept-charset", 15),
            Map.entry("accept-encoding", 16),
            Map.entry("accept-language", 17),
            Map.entry("accept", 19),
            Map.entry("authorization", 23),
            Map.entry("cache-control", 24),
            Map.entry("content-encoding", 26),
            Map.entry("content-length", 28),
            Map.entry("content-type", 31),
            Map.entry("cookie", 32),
            Map.entry("if-match", 39),
            Map.entry("if-modified-since", 40),
            Map.entry("if-none-match", 41),
            Map.entry("if-range", 42),
            Map.entry("if-unmodified-since", 43),
            Map.entry("range", 50),
            Map.entry("referer", 51),
            Map.entry("user-agent", 58));

    private static final Set<String> HARMLESS = Set.of(
            ":authority",
            ":method",
            ":path",
            ":scheme",
            "accept",
            "accept-encoding",
            "accept-language",
            "content-length",
            "content-type",
            "user-agent");

    private HpackWriter() {}

    /**
     * Writes a field.
     *
     * @param name in lower case
     * @param value in Latin-1
     */
    public static void field(ByteBuf out, String name, String value) {
        int form = HARMLESS.contains(name) ? WITHOUT_INDEXING : NEVER_INDEXED;
        int index = NAMES.getOrDefault(name, 0);
        integer(out, form, INDEX_PREFIX, index);
        if (index == 0) {
            string(out, name);
        }
        string(out, value);
    }

    /** Size of the field {@code :path} in bytes. */
    public static int pathLength(String value) {
        return 1 + stringLength(value);
    }

    /** Size of the field {@code cookie}, whose index takes two bytes. */
    public static int cookieLength(String value) {
        return 2 + stringLength(value);
    }

    private static int stringLength(String value) {
        return integerLength(LENGTH_PREFIX, value.length()) + value.length();
    }

    private static void string(ByteBuf out, String text) {
        int length = text.length();
        integer(out, 0, LENGTH_PREFIX, length);
        out.ensureWritable(length);
        int at = out.writerIndex();
        for (int i = 0; i < length; i++) {
            out.setByte(at + i, text.charAt(i));
        }
        out.writerIndex(at + length);
    }

    /** An integer with a prefix (section 5.1). */
    private static void integer(ByteBuf out, int form, int prefix, int value) {
        if (value < prefix) {
            out.writeByte(form | value);
            return;
        }
        out.writeByte(form | prefix);
        int rest = value - prefix;
        while (rest > 0x7f) {
            out.writeByte(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    private static int integerLength(int prefix, int value) {
        int length = 1;
        if (value >= prefix) {
            length++;
            for (int rest = value - prefix; rest > 0x7f; rest >>>= 7) {
                length++;
            }
        }
        return length;
    }
}
