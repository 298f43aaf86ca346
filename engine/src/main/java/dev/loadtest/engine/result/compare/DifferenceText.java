package dev.loadtest.engine.result.compare;

import dev.loadtest.engine.plan.DifferenceLimit.Unit;
import java.util.Locale;

/** Values and differences as text, to 3 digits. */
public final class DifferenceText {
    private DifferenceText() {}

    /** Such as {@code 12.3 ms to 12.9 ms, +4.9 % (95 %: +1.2 % to +8.6 %)}. */
    public static String sentence(Difference difference, double confidence) {
        Unit unit = difference.unit();
        return value(difference.base(), unit) + " to " + value(difference.now(), unit) + ", "
                + change(difference.value(), unit) + " (" + percent(confidence) + " %: "
                + change(difference.low(), unit) + " to " + change(difference.high(), unit) + ")";
    }

    /** A confidence of 0 to 1 in percent, such as {@code 95}. */
    public static String percent(double confidence) {
        String text = String.format(Locale.ROOT, "%.2f", confidence * 100);
        return text.replaceAll("\\.?0+$", "");
    }

    /** A run's own value: a latency, or for points a share of the sent requests. */
    public static String value(double value, Unit unit) {
        return unit == Unit.POINTS ? digits(value) + " %" : micros(value);
    }

    /** A difference with its sign. */
    public static String change(double value, Unit unit) {
        String sign = value < 0 ? "-" : "+";
        double size = Math.abs(value);
        return sign
                + switch (unit) {
                    case PERCENT -> short1(size) + " %";
                    case POINTS -> digits(size) + " points";
                    case MICROS -> micros(size);
                };
    }

    private static String micros(double micros) {
        if (micros < 1_000) {
            return digits(micros) + " µs";
        }
        return micros < 1_000_000 ? digits(micros / 1e3) + " ms" : digits(micros / 1e6) + " s";
    }

    private static String short1(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }

    private static String digits(double value) {
        String format = value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, format, value);
    }
}
