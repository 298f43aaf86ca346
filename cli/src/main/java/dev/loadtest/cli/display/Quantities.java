package dev.loadtest.cli.display;

import java.util.Locale;

/** Numbers for people, in plain ASCII. */
public final class Quantities {
    private static final double MILLI = 1_000;
    private static final double SECOND = 1_000_000;
    private static final double MINUTE = 60 * SECOND;

    private Quantities() {}

    /** A duration in microseconds with three digits, such as {@code 0.85 ms}, {@code 12.3 ms} or {@code 2.71 s}. */
    public static String duration(double micros) {
        if (micros == 0) {
            return "0 ms";
        }
        if (micros < SECOND) {
            return digits(micros / MILLI) + " ms";
        }
        if (micros < MINUTE) {
            return digits(micros / SECOND) + " s";
        }
        long seconds = Math.round(micros / SECOND);
        return seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** A count with a thousands separator: {@code 12,345}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Singular or plural: {@code 1 case}, {@code 2 cases}. */
    public static String count(long count, String thing) {
        return count(count) + " " + thing + (count == 1 ? "" : "s");
    }

    /** A number with about three significant digits. */
    static String digits(double value) {
        int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
