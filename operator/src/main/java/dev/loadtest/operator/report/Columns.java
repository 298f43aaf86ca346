package dev.loadtest.operator.report;

import java.util.Locale;

/** Strings for the columns of {@code kubectl get loadtests}. */
final class Columns {
    private Columns() {}

    static String workers(int ready, int desired) {
        return ready + "/" + desired;
    }

    static String percent(double progress) {
        return (int) Math.floor(Math.clamp(progress, 0, 100)) + "%";
    }

    /** Three significant digits with a fitting unit: 850us, 12.3ms, 1.20s; a dash without data. */
    static String latency(long micros) {
        if (micros <= 0) {
            return "-";
        }
        if (micros < 1_000) {
            return micros + "us";
        }
        return micros < 999_500 ? digits(micros / 1e3) + "ms" : digits(micros / 1e6) + "s";
    }

    static String perSecond(double rate) {
        return rate <= 0 ? "-" : digits(rate);
    }

    private static String digits(double number) {
        int decimals = number < 9.995 ? 2 : number < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }
}
