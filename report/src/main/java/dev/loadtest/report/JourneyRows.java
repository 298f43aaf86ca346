package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The books of journeys as a table. */
final class JourneyRows {
    private JourneyRows() {}

    /** Each journey of the run, then those of each phase; empty where there is none. */
    static List<Page.JourneyRow> of(RunResult result) {
        List<Page.JourneyRow> rows = new ArrayList<>();
        add(rows, "", true, result.totals());
        for (PhaseResult phase : result.phases()) {
            add(rows, phase.name() + ", ", false, phase.totals());
        }
        return rows;
    }

    private static void add(List<Page.JourneyRow> rows, String scope, boolean total, Totals totals) {
        totals.journeys().forEach((name, books) -> {
            for (Map.Entry<Kind, Books.Entry> kind : books.kinds().entrySet()) {
                rows.add(row(scope + name, total, kind.getKey(), kind.getValue()));
            }
        });
    }

    private static Page.JourneyRow row(String scope, boolean total, Kind kind, Books.Entry entry) {
        long timed = entry.response().count();
        return new Page.JourneyRow(
                scope,
                total,
                Display.kind(kind),
                Display.count(entry.planned()),
                Display.count(entry.sent()),
                Display.count(entry.notSentTotal()),
                Display.counts(entry.notSent()),
                Display.count(entry.succeeded()),
                Display.count(entry.errorsTotal()),
                Display.counts(entry.errors()),
                Display.count(entry.timeouts()),
                Display.count(entry.unresolved()),
                Display.micros(timed, entry.response().p50()),
                Display.micros(timed, entry.response().p99()),
                Display.micros(timed, entry.response().max()),
                entry.closes());
    }
}
