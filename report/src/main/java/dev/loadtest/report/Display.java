package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Threshold;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Numbers for people, the same in every locale. */
final class Display {
    /** Shown where there is no number. */
    static final String NONE = "–";

    private static final String BYTE_UNITS = "KMGTP";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Display() {}

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code micros}, or a dash where nothing was measured. */
    static String micros(long measured, double micros) {
        return measured == 0 ? NONE : micros(micros);
    }

    /** Three significant digits and the unit that fits. */
    static String micros(double micros) {
        if (micros < 1000) {
            return significant(micros) + " µs";
        }
        return micros < 1e6 ? significant(micros / 1e3) + " ms" : seconds(micros / 1e6);
    }

    static String seconds(double seconds) {
        if (seconds == 0) {
            return "0 s";
        }
        if (seconds < 1) {
            return micros(seconds * 1e6);
        }
        if (seconds < 120) {
            return significant(seconds) + " s";
        }
        long whole = Math.round(seconds);
        return whole < 7200
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }

    /** Three significant digits and the unit that fits, in powers of 1024. */
    static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < BYTE_UNITS.length() - 1) {
            value /= 1024;
            unit++;
        }
        return significant(value) + " " + BYTE_UNITS.charAt(unit) + "iB";
    }

    static String perSecond(double rate) {
        return rate >= 1000 ? count(Math.round(rate)) : significant(rate);
    }

    /** A part of a whole in percent; a dash if the whole is 0. */
    static String percent(double part, double whole) {
        return whole == 0 ? NONE : percent(100 * part / whole);
    }

    static String percent(double percent) {
        return percent != 0 && percent < 0.01 ? "< 0.01 %" : decimals(percent, percent < 10 ? 2 : 1) + " %";
    }

    static String kind(Kind kind) {
        return switch (kind) {
            case TRACKED -> "tracked";
            case FIRE_AND_FORGET -> "fire-and-forget";
            case UNSCORED -> "unscored";
        };
    }

    static String inUnit(Threshold.Unit unit, double value) {
        return switch (unit) {
            case MICROS -> micros(value);
            case COUNT -> value == Math.rint(value) ? count((long) value) : decimals(value, 2);
            case PERCENT -> percent(value);
            case PER_SECOND -> perSecond(value) + " /s";
        };
    }

    /** Counts by name: {@code caseTimeout: 12, held: 3}. */
    static String counts(Map<?, Long> counts) {
        StringJoiner joiner = new StringJoiner(", ");
        new TreeMap<>(counts).forEach((name, count) -> joiner.add(name + ": " + count(count)));
        return joiner.toString();
    }

    private static String significant(double value) {
        if (value >= 100) {
            return count(Math.round(value));
        }
        return decimals(value, value >= 10 ? 1 : 2);
    }

    /** At most that many decimals, without trailing zeros. */
    private static String decimals(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }
}
