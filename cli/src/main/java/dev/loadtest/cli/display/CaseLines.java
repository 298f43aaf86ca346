package dev.loadtest.cli.display;

import dev.loadtest.engine.result.Outcome;
import java.util.Locale;

/** The line of an ended case: {@code hammering[forced-iter1] PASSED [ 17%]}. */
final class CaseLines {
    private static final String RESET = "\u001B[0m";

    private CaseLines() {}

    static String of(EndedCase item, boolean colour) {
        String reason = item.outcome() == Outcome.PASSED || item.reason().isEmpty() ? "" : " - " + item.reason();
        String outcome = item.outcome().name();
        return OneLine.of(item.id())
                + " "
                + (colour ? colour(item.outcome()) + outcome + RESET : outcome)
                + OneLine.of(reason)
                + String.format(Locale.ROOT, " [%3d%%]", item.percent());
    }

    private static String colour(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "\u001B[32m";
            case SKIPPED -> "\u001B[33m";
            case FAILED -> "\u001B[31m";
            case ERROR -> "\u001B[1;31m";
        };
    }
}
