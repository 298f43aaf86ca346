package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** First byte and bytes, of the run, each phase and each request of a phase. */
final class TrafficRows {
    private TrafficRows() {}

    static List<Page.TrafficRow> of(RunResult result) {
        List<Page.TrafficRow> rows = new ArrayList<>();
        add(rows, "Whole run", true, result.totals().books());
        for (PhaseResult phase : result.phases()) {
            Map<String, Books> requests = phase.totals().requests();
            if (requests.size() != 1) {
                add(rows, phase.name(), false, phase.totals().books());
            }
            requests.forEach((request, books) -> add(rows, phase.name() + ", " + request, false, books));
        }
        return rows;
    }

    private static void add(List<Page.TrafficRow> rows, String scope, boolean total, Books books) {
        for (Map.Entry<Kind, Books.Entry> kind : books.kinds().entrySet()) {
            if (kind.getValue().sent() > 0) {
                rows.add(row(scope, total, kind.getKey(), kind.getValue()));
            }
        }
    }

    private static Page.TrafficRow row(String scope, boolean total, Kind kind, Books.Entry entry) {
        long timed = entry.firstByte().count();
        return new Page.TrafficRow(
                scope,
                total,
                Display.kind(kind),
                Display.micros(timed, entry.firstByte().p50()),
                Display.micros(timed, entry.firstByte().p99()),
                Display.micros(timed, entry.firstByte().max()),
                Display.bytes(entry.traffic().sent()),
                Display.bytes(entry.traffic().received()));
    }
}
