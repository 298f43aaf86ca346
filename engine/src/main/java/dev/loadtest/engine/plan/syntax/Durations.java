package dev.loadtest.engine.plan.syntax;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations in text form: {@code 300ms}, {@code 1.5s}, {@code 2m}, {@code 1h30m}. Numbers with units h, m, s, ms, us,
 * each at most once and in this order.
 */
public final class Durations {
    private static final Pattern PART = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,18})?)(h|ms|us|m|s)");
    private static final List<String> UNITS = List.of("h", "m", "s", "ms", "us");
    private static final long[] NANOS = {3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L};
    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Durations() {}

    /**
     * Reads a duration, down to nanoseconds.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public static Duration parse(String text) {
        Matcher part = PART.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        int shortest = -1;
        int at = 0;
        while (at < text.length()) {
            if (!part.find(at) || part.start() != at) {
                throw wrong(text, "write a number and a unit of h, m, s, ms, us, such as 300ms, 1.5s or 1h30m");
            }
            int unit = UNITS.indexOf(part.group(2));
            if (unit <= shortest) {
                throw wrong(text, "each unit stands once, the longer before the shorter, as in 1h30m");
            }
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(NANOS[unit])));
            shortest = unit;
            at = part.end();
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a duration is missing, such as 300ms, 1.5s or 1h30m");
        }
        if (nanos.compareTo(LONGEST) > 0) {
            throw wrong(text, "it is longer than 292 years");
        }
        if (nanos.stripTrailingZeros().scale() > 0) {
            throw wrong(text, "it is finer than a nanosecond");
        }
        return Duration.ofNanos(nanos.longValueExact());
    }

    /**
     * Writes a duration as {@link #parse} reads it: {@code 1h30m}, {@code 1m1.5s}, {@code 300ms}, {@code 0s}.
     *
     * @param duration not negative, at most 292 years
     */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos < 0) {
            throw new IllegalArgumentException("a duration below 0: " + duration);
        }
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < NANOS[2]) {
            int unit = nanos < NANOS[3] ? 4 : 3;
            return number(nanos, unit) + UNITS.get(unit);
        }
        StringBuilder text = new StringBuilder();
        for (int unit = 0; unit < 2; unit++) {
            if (nanos >= NANOS[unit]) {
                text.append(nanos / NANOS[unit]).append(UNITS.get(unit));
                nanos %= NANOS[unit];
            }
        }
        return nanos == 0 ? text.toString() : text + number(nanos, 2) + "s";
    }

    private static String number(long nanos, int unit) {
        return BigDecimal.valueOf(nanos)
                .divide(BigDecimal.valueOf(NANOS[unit]), 9, RoundingMode.UNNECESSARY)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static IllegalArgumentException wrong(String text, String sentence) {
        return new IllegalArgumentException("\"" + text + "\" is not a duration: " + sentence);
    }
}
