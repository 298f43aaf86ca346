package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Books as text. */
final class BooksText {
    private BooksText() {}

    /** A line per kind, such as {@code tracked: 20 planned, 20 sent, 17 succeeded, 3 timeouts}; empty without requests. */
    static String of(Books books) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<Kind, Books.Entry> kind : books.kinds().entrySet()) {
            lines.add(kind.getKey().label() + ": " + of(kind.getValue()));
        }
        return String.join("\n", lines);
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
