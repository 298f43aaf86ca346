package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Books as text. */
final class BooksText {
    private BooksText() {}

    /** The lines of all requests, then those of each journey. */
    static String of(Totals totals) {
        String journeys = ofJourneys(totals.journeys());
        return of(totals.books()) + (journeys.isEmpty() ? "" : "\n" + journeys);
    }

    /** A line per kind, such as {@code tracked: 20 planned, 20 sent, 17 succeeded, 3 timeouts}; empty without requests. */
    static String of(Books books) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<Kind, Books.Entry> kind : books.kinds().entrySet()) {
            lines.add(kind.getKey().label() + ": " + of(kind.getValue()));
        }
        return String.join("\n", lines);
    }

    /** A line per journey and kind, such as {@code journey buy, tracked: 20 planned, 20 begun, 17 completed, 3 failed (add: 3)}. */
    static String ofJourneys(Map<String, Books> journeys) {
        List<String> lines = new ArrayList<>();
        journeys.forEach((name, books) -> books.kinds()
                .forEach(
                        (kind, entry) -> lines.add("journey " + name + ", " + kind.label() + ": " + ofJourney(entry))));
        return String.join("\n", lines);
    }

    private static String ofJourney(Books.Entry entry) {
        List<String> parts = new ArrayList<>();
        parts.add(entry.planned() + " planned");
        parts.add(entry.sent() + " begun");
        add(parts, entry.notSentTotal(), "not begun" + counts(entry.notSent()));
        parts.add(entry.succeeded() + " completed");
        add(parts, entry.errorsTotal(), "failed" + counts(entry.errors()));
        add(parts, entry.timeouts(), "timeouts");
        add(parts, entry.unresolved(), "unresolved");
        return String.join(", ", parts);
    }

    private static String of(Books.Entry entry) {
        List<String> parts = new ArrayList<>();
        parts.add(entry.planned() + " planned");
        parts.add(entry.sent() + " sent");
        add(parts, entry.notSentTotal(), "not sent" + counts(entry.notSent()));
        parts.add(entry.succeeded() + " succeeded");
        add(parts, entry.unexpected(), "unexpected");
        add(parts, entry.errorsTotal(), "errors" + counts(entry.errors()));
        add(parts, entry.timeouts(), "timeouts");
        add(parts, entry.unresolved(), "unresolved");
        if (!entry.status().isEmpty()) {
            parts.add("status" + counts(entry.status()));
        }
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    private static String counts(Map<?, Long> counts) {
        List<String> parts = new ArrayList<>();
        new TreeMap<>(counts).forEach((name, count) -> parts.add(name + ": " + count));
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }
}
