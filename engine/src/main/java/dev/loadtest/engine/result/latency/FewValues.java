package dev.loadtest.engine.result.latency;

/**
 * The text of a histogram of few values: {@code few}, its significant digits and a colon, and the lowest latencies of its
 * buckets in ascending order, each followed by {@code *COUNT} where it occurs several times, as in {@code few3:812,4096*3}. Most histograms of a barrier hold
 * a handful of values, of which HdrHistogram's own form costs an array of thousands and a run of zlib at either end. Pure.
 */
public final class FewValues {
    /** Histograms of more values have HdrHistogram's form. */
    public static final int MOST = 64;

    private static final String FEW = "few";
    /** Where the digits stand, and behind them the colon. */
    private static final int DIGITS_AT = FEW.length();

    private static final int BEGIN = DIGITS_AT + 2;
    /** As many digits as an hour in microseconds has. */
    private static final int MOST_DIGITS = 10;

    private FewValues() {}

    static boolean isIn(String encoded) {
        return encoded.startsWith(FEW) && encoded.indexOf(':') == DIGITS_AT + 1;
    }

    /** Writes such a text; values are added in ascending order. */
    public static final class Writer {
        private final StringBuilder text;
        private long last = -1;
        private long times;

        /** @param digits of the histogram, 2 or 3 */
        public Writer(int digits) {
            text = new StringBuilder(FEW).append(digits).append(':');
        }

        /** @param micros the lowest latency of a bucket, at least the last one */
        public void add(long micros, long count) {
            if (micros == last) {
                times += count;
                return;
            }
            flush();
            last = micros;
            times = count;
        }

        private void flush() {
            if (times > 0) {
                if (text.length() > BEGIN) {
                    text.append(',');
                }
                text.append(last);
                if (times > 1) {
                    text.append('*').append(times);
                }
            }
        }

        /** To be called once. */
        public String text() {
            flush();
            return text.toString();
        }
    }

    /**
     * Visits the values of a text.
     *
     * @throws IllegalArgumentException if it is not such a text, of other digits, or holds more than {@link #MOST} values
     */
    static void forEach(String text, int digits, CountVisitor visitor) {
        if (!isIn(text) || text.charAt(DIGITS_AT) != '0' + digits) {
            throw malformed();
        }
        long all = 0;
        int at = BEGIN;
        do {
            int end = text.indexOf(',', at);
            end = end < 0 ? text.length() : end;
            int times = text.indexOf('*', at);
            boolean once = times < 0 || times > end;
            long micros = number(text, at, once ? end : times);
            long count = once ? 1 : number(text, times + 1, end);
            all += count;
            if (micros > HistogramCodec.HIGHEST_MICROS || count < 1 || all > MOST) {
                throw malformed();
            }
            visitor.visit(micros, count);
            at = end + 1;
        } while (at <= text.length());
    }

    private static long number(String text, int from, int to) {
        if (from >= to || to - from > MOST_DIGITS) {
            throw malformed();
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw malformed();
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("not a list of few latencies of these digits");
    }
}
