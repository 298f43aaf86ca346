package dev.loadtest.engine.result.compare;

import dev.loadtest.engine.plan.DifferenceLimit;
import org.jspecify.annotations.Nullable;

/**
 * A limit applied to two runs.
 *
 * @param difference null if there is none
 * @param reason a sentence for the user that begins with the expression
 */
public record LimitResult(DifferenceLimit limit, @Nullable Difference difference, Outcome outcome, String reason) {

    public enum Outcome {
        /** The whole interval keeps the limit. */
        WITHIN("Within"),
        /** The whole interval breaks it. */
        BEYOND("Beyond"),
        /** The interval reaches across the limit, or there is no interval. */
        UNDECIDED("Undecided");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** The name in results. */
        public String label() {
            return label;
        }
    }
}
