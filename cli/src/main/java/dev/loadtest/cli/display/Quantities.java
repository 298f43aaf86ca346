package dev.loadtest.cli.display;

import java.util.Locale;

/** Numbers for people, in plain ASCII. */
public final class Quantities {
    private static final double MILLI = 1_000;
    private static final double SECOND = 1_000_000;
    private static final String BYTE_UNITS = "KMGTP";
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

    /** The same in at most seven characters, for tables: {@code 0.85ms}, {@code 2.71s}, {@code 1m12s}, {@code 3h05m}. */
    public static String briefDuration(double micros) {
        if (micros < SECOND) {
            return micros == 0 ? "0ms" : digits(micros / MILLI) + "ms";
        }
        if (micros < MINUTE) {
            return digits(micros / SECOND) + "s";
        }
        long seconds = Math.round(micros / SECOND);
        return seconds < 3600
                ? String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds % 3600 / 60);
    }

    /** Bytes in powers of 1024, for tables: {@code 512B}, {@code 118KiB}, {@code 3.2MiB}. */
    public static String briefBytes(long bytes) {
        if (bytes < 1024) {
            return bytes + "B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < BYTE_UNITS.length() - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value) + BYTE_UNITS.charAt(unit) + "iB";
    }

    /** A rate with about three digits: {@code 27.8}, {@code 1,204}. */
    public static String rate(double perSecond) {
        return perSecond < 100 ? digits(perSecond) : count(Math.round(perSecond));
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
    public static String digits(double value) {
        int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
