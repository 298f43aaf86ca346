package dev.loadtest.cli.compare;

import dev.loadtest.cli.display.OneLine;
import dev.loadtest.engine.result.compare.Comparison;
import dev.loadtest.engine.result.compare.Difference;
import dev.loadtest.engine.result.compare.DifferenceText;
import dev.loadtest.engine.result.compare.LimitResult;
import java.io.PrintStream;
import java.util.Locale;

/** A comparison as text. Lines have at most 100 columns, unless a name is longer. */
record CompareTable(Comparison comparison, PrintStream out) {

    void print() {
        comparison.refusals().forEach(refusal -> out.println("not compared: " + OneLine.of(refusal)));
        String interval = DifferenceText.percent(comparison.confidence()) + " % interval";
        for (Comparison.Row row : comparison.rows()) {
            out.println(OneLine.of(title(row)));
            if (row.values().isEmpty()) {
                out.println("  too few requests that both runs sent");
            } else {
                out.println(line("", "base", "new", "difference", interval));
                row.values().forEach(this::print);
            }
        }
        comparison.limits().forEach(this::print);
    }

    private static String title(Comparison.Row row) {
        return row.phase() + (row.variant().isEmpty() ? "" : "[" + row.variant() + "]") + " " + row.request() + " ("
                + row.kind().label() + ")";
    }

    private void print(Comparison.Value value) {
        Difference it = value.difference();
        out.println(line(
                value.metric(),
                DifferenceText.value(it.base(), it.unit()),
                DifferenceText.value(it.now(), it.unit()),
                DifferenceText.change(it.value(), it.unit()),
                DifferenceText.change(it.low(), it.unit()) + " to " + DifferenceText.change(it.high(), it.unit())));
    }

    private static String line(String metric, String base, String now, String change, String interval) {
        return String.format(Locale.ROOT, "  %-8s %11s %11s %13s   %s", metric, base, now, change, interval)
                .stripTrailing();
    }

    private void print(LimitResult limit) {
        String expr = limit.limit().expr();
        out.println(String.format(Locale.ROOT, "%-9s  %s", limit.outcome().label(), OneLine.of(expr)));
        out.println("           " + OneLine.of(limit.reason().substring(expr.length() + 2)));
    }
}
