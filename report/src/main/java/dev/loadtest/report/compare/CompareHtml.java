package dev.loadtest.report.compare;

import com.samskivert.mustache.Template;
import dev.loadtest.engine.plan.DifferenceLimit;
import dev.loadtest.engine.result.compare.Comparison;
import dev.loadtest.engine.result.compare.Difference;
import dev.loadtest.engine.result.compare.DifferenceText;
import dev.loadtest.engine.result.compare.LimitResult;
import dev.loadtest.report.HtmlReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** {@code compare.html}: one file without network access and scripts, in the look of the report. */
public final class CompareHtml {
    private static final Template TEMPLATE = HtmlReport.template("compare.mustache");

    private CompareHtml() {}

    /**
     * Writes UTF-8; flushes the stream and leaves it open.
     *
     * @param base the base's path as the user wrote it
     * @param now the new run's path as the user wrote it
     */
    public static void write(Comparison comparison, String base, String now, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        TEMPLATE.execute(page(comparison, base, now), writer);
        writer.flush();
    }

    private static ComparePage page(Comparison comparison, String base, String now) {
        CompareOutcome outcome = CompareOutcome.of(comparison);
        return new ComparePage(
                comparison.now().name(),
                outcome.label(),
                outcome.tone(),
                outcome.icon(),
                outcome.sentence(comparison),
                List.of(
                        new ComparePage.Fact(
                                "Base",
                                base + " (" + comparison.base().verdict().label() + ")"),
                        new ComparePage.Fact(
                                "New run",
                                now + " (" + comparison.now().verdict().label() + ")"),
                        new ComparePage.Fact(
                                "Seed", String.valueOf(comparison.now().seed()))),
                comparison.refusals(),
                comparison.limits().stream().map(CompareHtml::limit).toList(),
                comparison.rows().stream()
                        .filter(row -> !row.values().isEmpty())
                        .map(CompareHtml::table)
                        .toList(),
                DifferenceText.percent(comparison.confidence()),
                HtmlReport.policyWithoutScripts(),
                HtmlReport.style());
    }

    private static ComparePage.LimitRow limit(LimitResult result) {
        String expr = result.limit().expr();
        String reason = result.reason()
                .substring(Math.min(expr.length() + 2, result.reason().length()));
        return new ComparePage.LimitRow(
                expr,
                result.outcome().label(),
                CompareOutcome.tone(result.outcome()),
                result.difference() == null ? reason : unbroken(reason));
    }

    /** Numbers with signs and units that no line ends within; for texts without names. */
    private static String unbroken(String numbers) {
        return numbers.replaceAll("-(?=[0-9])", "\u2212").replaceAll("(?<=[0-9]) (?=[a-z%µ])(?!to )", "\u00a0");
    }

    private static ComparePage.RequestTable table(Comparison.Row row) {
        return new ComparePage.RequestTable(
                row.request() + " in " + row.phase() + (row.variant().isEmpty() ? "" : "[" + row.variant() + "]"),
                row.kind().label(),
                row.values().stream()
                        .map(value ->
                                metric(value, widest(row, value.difference().unit())))
                        .toList());
    }

    /** The farthest end of all intervals in a unit: percent and points are drawn on scales of their own. */
    private static double widest(Comparison.Row row, DifferenceLimit.Unit unit) {
        return row.values().stream()
                .map(Comparison.Value::difference)
                .filter(it -> it.unit() == unit)
                .mapToDouble(it -> Math.max(Math.abs(it.low()), Math.abs(it.high())))
                .reduce(1e-9, Math::max);
    }

    private static ComparePage.MetricRow metric(Comparison.Value value, double widest) {
        Difference it = value.difference();
        return new ComparePage.MetricRow(
                value.metric(),
                unbroken(DifferenceText.value(it.base(), it.unit())),
                unbroken(DifferenceText.value(it.now(), it.unit())),
                unbroken(DifferenceText.change(it.value(), it.unit())),
                unbroken(DifferenceText.change(it.low(), it.unit()) + " to "
                        + DifferenceText.change(it.high(), it.unit())),
                !it.isCertain() ? "plain" : it.value() > 0 ? "bad" : "good",
                new ComparePage.Drawn(
                        place(it.low(), widest),
                        // At least a hair's breadth.
                        number(Math.max(0.6, 48 * (it.high() - it.low()) / widest)),
                        place(it.value(), widest)));
    }

    private static String place(double value, double widest) {
        return number(50 + 48 * value / widest);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
