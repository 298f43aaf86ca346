package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.result.count.CountNames;
import dev.loadtest.engine.result.count.NamedCount;
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
        return String.join(", ", parts(CountNames.JOURNEYS, entry));
    }

    private static String of(Books.Entry entry) {
        List<String> parts = parts(CountNames.REQUESTS, entry);
        if (!entry.status().isEmpty()) {
            parts.add("status" + counts(entry.status()));
        }
        return String.join(", ", parts);
    }

    private static List<String> parts(CountNames names, Books.Entry entry) {
        List<String> parts = new ArrayList<>();
        for (NamedCount count : names.of(entry.counts())) {
            if (count.usual() || count.total() > 0) {
                parts.add(count.total() + " " + count.words() + counts(count.byName()));
            }
        }
        return parts;
    }

    private static String counts(Map<?, Long> counts) {
        List<String> parts = new ArrayList<>();
        new TreeMap<>(counts).forEach((name, count) -> parts.add(name + ": " + count));
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }
}
