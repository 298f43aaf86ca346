package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.VariantResult;
import dev.loadtest.engine.result.latency.Percentiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The percentiles of the curves as a table, also for pages without scripts. */
final class LatencyRows {
    private LatencyRows() {}

    static List<Page.LatencyRow> of(RunResult result) {
        List<Page.LatencyRow> rows = new ArrayList<>();
        for (PhaseResult phase : result.phases()) {
            for (VariantResult variant : phase.variants()) {
                add(rows, phase.name(), variant);
            }
        }
        return rows;
    }

    private static void add(List<Page.LatencyRow> rows, String phase, VariantResult variant) {
        for (Map.Entry<Kind, Books.Entry> kind :
                variant.totals().books().kinds().entrySet()) {
            Books.Entry entry = kind.getValue();
            String kindName = Display.kind(kind.getKey());
            if (kind.getKey() != Kind.UNSCORED && entry.response().count() > 0) {
                rows.add(row(phase, variant.variant(), kindName, "response", entry.response()));
                rows.add(row(phase, variant.variant(), kindName, "service", entry.service()));
                rows.add(row(phase, variant.variant(), kindName, "first byte", entry.firstByte()));
            }
        }
    }

    private static Page.LatencyRow row(String phase, String variant, String kind, String clock, Percentiles of) {
        return new Page.LatencyRow(
                phase,
                variant,
                kind,
                clock,
                Display.count(of.count()),
                Display.micros(of.p50()),
                Display.micros(of.p90()),
                Display.micros(of.p95()),
                Display.micros(of.p99()),
                Display.micros(of.p999()),
                Display.micros(of.max()),
                Display.micros(of.mean()));
    }
}
