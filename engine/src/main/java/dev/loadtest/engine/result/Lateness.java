package dev.loadtest.engine.result;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Decides whether lateness invalidates a phase's numbers; pure. */
public final class Lateness {
    private static final long LATE_AT_LEAST = 5;
    private static final long ONE_IN = 100;
    private static final String WHAT_HELPS =
            "More CPU, more workers or a lower load help; the notes say what delayed it";

    private Lateness() {}

    /**
     * Why a phase is Invalid: over 1 % of its sends, and at least 5, were late.
     *
     * @param sent of all kinds
     * @param late those of them that were over {@code maxLateness} late
     * @param worstMicros how late the latest one was
     */
    public static Optional<String> invalid(String phase, long sent, long late, Duration maxLateness, long worstMicros) {
        if (late < LATE_AT_LEAST || late * ONE_IN <= sent) {
            return Optional.empty();
        }
        BigDecimal percent = BigDecimal.valueOf(late * 100)
                .divide(BigDecimal.valueOf(sent), 1, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        // What was under way while the loop stood still counts as late, too, and was not sent late.
        String worst = worstMicros <= maxLateness.toNanos() / 1_000
                ? ""
                : ", at worst " + TimeUnit.MICROSECONDS.toMillis(worstMicros) + " ms";
        return Optional.of(
                "%s: the load generator itself sent %d of %d requests (%s %%) more than %d ms late%s; at most 1 %% may be. %s"
                        .formatted(
                                phase, late, sent, percent.toPlainString(), maxLateness.toMillis(), worst, WHAT_HELPS));
    }
}
