package dev.loadtest.report.compare;

import dev.loadtest.engine.result.compare.Comparison;
import dev.loadtest.engine.result.compare.LimitResult.Outcome;

/** The outcome of a comparison: the worst of its limits. */
public enum CompareOutcome {
    BEYOND("Beyond", "bad", "✕"),
    UNDECIDED("Undecided", "warn", "?"),
    WITHIN("Within", "good", "✓"),
    /** There are no limits. */
    COMPARED("Compared", "plain", "="),
    /** No phase of the runs corresponds. */
    IMPOSSIBLE("Not comparable", "warn", "!");

    private final String label;
    private final String tone;
    private final String icon;

    CompareOutcome(String label, String tone, String icon) {
        this.label = label;
        this.tone = tone;
        this.icon = icon;
    }

    public static CompareOutcome of(Comparison comparison) {
        if (!comparison.isPossible()) {
            return IMPOSSIBLE;
        }
        if (comparison.has(Outcome.BEYOND)) {
            return BEYOND;
        }
        if (comparison.has(Outcome.UNDECIDED)) {
            return UNDECIDED;
        }
        return comparison.limits().isEmpty() ? COMPARED : WITHIN;
    }

    public String label() {
        return label;
    }

    String tone() {
        return tone;
    }

    String icon() {
        return icon;
    }

    static String tone(Outcome outcome) {
        return switch (outcome) {
            case WITHIN -> "good";
            case BEYOND -> "bad";
            case UNDECIDED -> "warn";
        };
    }

    /** A sentence with the number of limits of this outcome. */
    String sentence(Comparison comparison) {
        long limits = comparison.limits().size();
        return switch (this) {
            case IMPOSSIBLE -> "Nothing of the two runs can be compared.";
            case COMPARED -> "No limit was given.";
            case WITHIN -> limits == 1 ? "The limit is kept." : "All " + limits + " limits are kept.";
            case BEYOND -> count(comparison, Outcome.BEYOND) + " of " + limits + " limits broken.";
            case UNDECIDED -> count(comparison, Outcome.UNDECIDED) + " of " + limits + " limits undecided.";
        };
    }

    private static long count(Comparison comparison, Outcome outcome) {
        return comparison.limits().stream()
                .filter(limit -> limit.outcome() == outcome)
                .count();
    }
}
