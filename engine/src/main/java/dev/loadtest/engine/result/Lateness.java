package dev.loadtest.engine.result;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/** Decides whether lateness invalidates a phase's numbers; pure. */
public final class Lateness {
    private static final long LATE_AT_LEAST = 5;
    private static final long ONE_IN = 100;

    private Lateness() {}

    /**
     * Why a phase is Invalid: over 1 % of its sends, and at least 5, were late.
     *
     * @param sent of all kinds
     * @param late those of them that were over {@code maxLateness} late
     */
    public static Optional<String> invalid(String phase, long sent, long late, Duration maxLateness) {
        if (late < LATE_AT_LEAST || late * ONE_IN <= sent) {
            return Optional.empty();
        }
        BigDecimal percent = BigDecimal.valueOf(late * 100)
                .divide(BigDecimal.valueOf(sent), 1, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return Optional.of("%s: the load generator itself sent %d of %d requests (%s %%) more than %d ms late"
                .formatted(phase, late, sent, percent.toPlainString(), maxLateness.toMillis()));
    }
}
