package dev.loadtest.cli.display.summary;

import dev.loadtest.cli.display.Quantities;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.result.count.CountNames;
import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.count.NamedCount;
import dev.loadtest.engine.result.latency.Percentiles;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The books of a run as titled rows: by kind the two equations, latencies and bytes. Pure. */
final class BooksRows {
    private final BiConsumer<String, String> row;

    private BooksRows(BiConsumer<String, String> row) {
        this.row = row;
    }

    /** @param row takes a title, empty for a row that continues the one before, and a text */
    static void of(Totals totals, BiConsumer<String, String> row) {
        BooksRows rows = new BooksRows(row);
        totals.books().kinds().forEach(rows::requests);
        totals.journeys()
                .forEach((name, books) -> books.kinds().forEach((kind, entry) -> rows.journey(name, kind, entry)));
    }

    private void requests(Kind kind, Books.Entry entry) {
        balance(kind.label(), "", CountNames.REQUESTS, entry.counts());
        if (kind != Kind.UNSCORED && entry.response().count() > 0) {
            row.accept("", "response " + latencies(entry.response()));
            row.accept("", "first byte " + latencies(entry.firstByte()));
        }
        if (entry.sent() > 0) {
            row.accept(
                    "",
                    "bytes " + Quantities.count(entry.traffic().sent()) + " sent, "
                            + Quantities.count(entry.traffic().received()) + " received");
        }
    }

    private void journey(String name, Kind kind, Books.Entry entry) {
        balance("journey", name + ", " + kind.label() + ": ", CountNames.JOURNEYS, entry.counts());
        if (kind != Kind.UNSCORED && entry.response().count() > 0) {
            row.accept("", "duration " + latencies(entry.response()));
        }
    }

    /** Two rows: planned = sent + notSent, and sent = the sum of the outcomes. */
    private void balance(String label, String scope, CountNames names, Counts counts) {
        List<NamedCount> planned = names.planned(counts);
        row.accept(label, scope + term(planned.getFirst()) + " = " + sum(planned.subList(1, planned.size())));
        row.accept("", term(planned.get(1)) + " = " + sum(names.outcomes(counts)));
    }

    private static String sum(List<NamedCount> counts) {
        return counts.stream().map(BooksRows::term).collect(Collectors.joining(" + "));
    }

    private static String term(NamedCount count) {
        return count.name() + " " + Quantities.count(count.total()) + reasons(count.byName());
    }

    private static String reasons(Map<String, Long> counts) {
        return counts.isEmpty()
                ? ""
                : new TreeMap<>(counts)
                        .entrySet().stream()
                                .map(it -> it.getKey() + ": " + Quantities.count(it.getValue()))
                                .collect(Collectors.joining(", ", " {", "}"));
    }

    private static String latencies(Percentiles p) {
        return "p50 " + Quantities.duration(p.p50()) + ", p90 " + Quantities.duration(p.p90()) + ", p99 "
                + Quantities.duration(p.p99()) + ", max " + Quantities.duration(p.max());
    }
}
