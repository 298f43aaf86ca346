package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.VariantResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The books as tables. */
final class BooksRows {
    private BooksRows() {}

    /** The run, then each phase. */
    static List<Page.BooksRow> byPhase(RunResult result) {
        List<Page.BooksRow> rows = new ArrayList<>();
        add(rows, "Whole run", true, result.totals().books());
        for (PhaseResult phase : result.phases()) {
            add(rows, phase.name(), false, phase.totals().books());
        }
        return rows;
    }

    /** Each phase in each variant; empty without variants. */
    static List<Page.BooksRow> byVariant(RunResult result) {
        List<Page.BooksRow> rows = new ArrayList<>();
        for (PhaseResult phase : result.phases()) {
            for (VariantResult variant : phase.variants()) {
                if (!variant.variant().isEmpty()) {
                    String scope = phase.name() + ", " + variant.variant();
                    add(rows, scope, false, variant.totals().books());
                }
            }
        }
        return rows;
    }

    /** Each request of the run, then those of each phase that sends more than one. */
    static List<Page.BooksRow> byRequest(RunResult result) {
        List<Page.BooksRow> rows = new ArrayList<>();
        result.totals().requests().forEach((request, books) -> add(rows, request, true, books));
        for (PhaseResult phase : result.phases()) {
            Map<String, Books> requests = phase.totals().requests();
            if (requests.size() > 1) {
                requests.forEach((request, books) -> add(rows, phase.name() + ", " + request, false, books));
            }
        }
        return rows;
    }

    private static void add(List<Page.BooksRow> rows, String scope, boolean total, Books books) {
        for (Map.Entry<Kind, Books.Entry> kind : books.kinds().entrySet()) {
            rows.add(row(scope, total, kind.getKey(), kind.getValue()));
        }
    }

    private static Page.BooksRow row(String scope, boolean total, Kind kind, Books.Entry entry) {
        return new Page.BooksRow(
                scope,
                total,
                Display.kind(kind),
                Display.count(entry.planned()),
                Display.count(entry.sent()),
                Display.count(entry.notSentTotal()),
                Display.counts(entry.notSent()),
                Display.count(entry.succeeded()),
                Display.count(entry.unexpected()),
                Display.count(entry.errorsTotal()),
                Display.counts(entry.errors()),
                Display.count(entry.timeouts()),
                Display.count(entry.unresolved()),
                Display.counts(entry.status()),
                entry.closes());
    }
}
