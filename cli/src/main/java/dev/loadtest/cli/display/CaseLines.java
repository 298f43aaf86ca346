package dev.loadtest.cli.display;

import dev.loadtest.engine.result.Outcome;
import java.util.Locale;

/** The line of an ended case: {@code hammering[forced-iter1] PASSED [ 17%]}. */
final class CaseLines {
    private CaseLines() {}

    static String of(EndedCase item, boolean colour) {
        String reason = item.outcome() == Outcome.PASSED || item.reason().isEmpty() ? "" : " - " + item.reason();
        String outcome = item.outcome().name();
        return OneLine.of(item.id())
                + " "
                + colour(item.outcome()).of(outcome, colour)
                + OneLine.of(reason)
                + String.format(Locale.ROOT, " [%3d%%]", item.percent());
    }

    private static Colour colour(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> Colour.GREEN;
            case SKIPPED -> Colour.YELLOW;
            case FAILED -> Colour.RED;
            case ERROR -> Colour.BOLD_RED;
        };
    }
}
