package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.VariantResult;
import dev.loadtest.engine.result.count.CountNames;
import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.count.NamedCount;
import dev.loadtest.report.Page.BooksRow;
import dev.loadtest.report.Page.BooksTable;
import dev.loadtest.report.Page.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The books as tables: a row for each scope and kind. */
final class BooksTables {
    private static final String NUMBER = "n";

    private final CountNames names;
    private final List<BooksRow> rows = new ArrayList<>();

    private BooksTables(CountNames names) {
        this.names = names;
    }

    /** The run, then each phase. */
    static BooksTable byPhase(RunResult result) {
        BooksTables table = new BooksTables(CountNames.REQUESTS);
        table.add("Whole run", true, result.totals().books());
        for (PhaseResult phase : result.phases()) {
            table.add(phase.name(), false, phase.totals().books());
        }
        return table.made();
    }

    /** Each phase in each variant; empty without variants. */
    static BooksTable byVariant(RunResult result) {
        BooksTables table = new BooksTables(CountNames.REQUESTS);
        for (PhaseResult phase : result.phases()) {
            for (VariantResult variant : phase.variants()) {
                if (!variant.variant().isEmpty()) {
                    String scope = phase.name() + ", " + variant.variant();
                    table.add(scope, false, variant.totals().books());
                }
            }
        }
        return table.made();
    }

    /** Each journey of the run, then those of each phase; empty without journeys. */
    static BooksTable byJourney(RunResult result) {
        BooksTables table = new BooksTables(CountNames.JOURNEYS);
        result.totals().journeys().forEach((journey, books) -> table.add(journey, true, books));
        for (PhaseResult phase : result.phases()) {
            phase.totals()
                    .journeys()
                    .forEach((journey, books) -> table.add(phase.name() + ", " + journey, false, books));
        }
        return table.made();
    }

    private BooksTable made() {
        Stream<Cell> counts = names.of(Counts.NONE).stream().map(count -> new Cell(NUMBER, count.heading(), ""));
        Stream<Cell> more =
                switch (names) {
                    case REQUESTS -> Stream.of(new Cell("", "Status", ""));
                    case JOURNEYS -> Stream.of("p50", "p99", "Max").map(name -> new Cell(NUMBER, name, ""));
                };
        return new BooksTable(Stream.concat(counts, more).toList(), rows);
    }

    private void add(String scope, boolean total, Books books) {
        for (Map.Entry<Kind, Books.Entry> kind : books.kinds().entrySet()) {
            Books.Entry entry = kind.getValue();
            Stream<Cell> counts = names.of(entry.counts()).stream().map(BooksTables::cell);
            rows.add(new BooksRow(
                    scope,
                    total,
                    Display.kind(kind.getKey()),
                    Stream.concat(counts, more(entry)).toList(),
                    entry.closes()));
        }
    }

    private static Cell cell(NamedCount count) {
        return new Cell(NUMBER, Display.count(count.total()), Display.counts(count.byName()));
    }

    private Stream<Cell> more(Books.Entry entry) {
        long timed = entry.response().count();
        return switch (names) {
            case REQUESTS -> Stream.of(new Cell("status", Display.counts(entry.status()), ""));
            case JOURNEYS ->
                Stream.of(
                                entry.response().p50(),
                                entry.response().p99(),
                                entry.response().max())
                        .map(micros -> new Cell(NUMBER, Display.micros(timed, micros), ""));
        };
    }
}
