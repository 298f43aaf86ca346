package dev.loadtest.control.seal;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Authorization} header of a request.
 *
 * @param session id, 16 bytes
 * @param bodySha256 lets the seal be checked before the body is read
 */
public record SealedHeader(byte[] session, long count, byte[] bodySha256, byte[] seal) {
    /** The header of an answer. */
    public static final String ANSWER = "LoadTest-Seal";

    private static final Pattern FORM = Pattern.compile(
            "LoadTest session=([0-9a-f]{32}) count=(\\d{1,18}) sha256=([0-9a-f]{64}) seal=([0-9a-f]{64})");

    public String text() {
        HexFormat hex = HexFormat.of();
        return "LoadTest session=" + hex.formatHex(session) + " count=" + count + " sha256=" + hex.formatHex(bodySha256)
                + " seal=" + hex.formatHex(seal);
    }

    public static Optional<SealedHeader> parse(String text) {
        Matcher form = FORM.matcher(text);
        HexFormat hex = HexFormat.of();
        return form.matches()
                ? Optional.of(new SealedHeader(
                        hex.parseHex(form.group(1)),
                        Long.parseLong(form.group(2)),
                        hex.parseHex(form.group(3)),
                        hex.parseHex(form.group(4))))
                : Optional.empty();
    }
}
