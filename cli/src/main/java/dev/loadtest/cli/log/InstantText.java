package dev.loadtest.cli.log;

import java.time.Instant;

/** Instants as RFC 3339 in UTC with six decimals. The text of the last second is kept. Confined to one thread. */
final class InstantText {
    private static final long MICROS = 1_000_000;

    private long second = Long.MIN_VALUE;
    /** Such as {@code 2026-01-15T09:30:00.}. */
    private String text = "";

    /** @param epochMicros microseconds since 1970 */
    void append(long epochMicros, StringBuilder to) {
        long of = Math.floorDiv(epochMicros, MICROS);
        if (of != second) {
            second = of;
            String whole = Instant.ofEpochSecond(of).toString();
            text = whole.substring(0, whole.length() - 1) + '.';
        }
        to.append(text);
        // Six digits, leading zeros included.
        String digits = Long.toString(MICROS + Math.floorMod(epochMicros, MICROS));
        to.append(digits, 1, digits.length()).append('Z');
    }
}
