package dev.loadtest.cli.display;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.Percentiles;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.ThresholdResult;
import dev.loadtest.engine.result.Spread;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.count.CountNames;
import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.count.NamedCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The last lines of a run: verdict, books, latencies, thresholds, and the location of the results. */
public final class Summary {
    private final RunResult run;
    private final List<String> lines = new ArrayList<>();

    private Summary(RunResult run) {
        this.run = run;
    }

    /** @param results their location, in words */
    public static List<String> of(RunResult run, String results) {
        Summary summary = new Summary(run);
        summary.verdict();
        run.totals().books().kinds().forEach(summary::books);
        run.totals().journeys().forEach(summary::journey);
        summary.thresholds();
        summary.rows("failed first", ExemplarLines.failed(run));
        summary.rows("slowest", ExemplarLines.slowest(run));
        summary.generator();
        summary.row("results", results);
        return List.copyOf(summary.lines);
    }

    /** Of a run that has no results: it ended before its first request. */
    public static List<String> withoutResults(Verdict verdict, String message) {
        return List.of("", headline(verdict, message));
    }

    private static String headline(Verdict verdict, String message) {
        return OneLine.of(verdict.label() + (message.isEmpty() ? "" : ": " + message));
    }

    private void verdict() {
        lines.add("");
        lines.add(headline(run.verdict(), run.message()));
        if (run.verdict() == Verdict.INVALID) {
            rows(
                    "what helps",
                    InvalidAdvice.of(
                            run.phases(), run.workers(), Runtime.getRuntime().availableProcessors()));
        }
        Map<Outcome, Long> outcomes = new TreeMap<>();
        run.cases().forEach(item -> outcomes.merge(item.outcome(), 1L, Long::sum));
        List<String> counts = new ArrayList<>();
        outcomes.forEach((outcome, count) ->
                counts.add(Quantities.count(count) + " " + outcome.name().toLowerCase(Locale.ROOT)));
        row("cases", counts.isEmpty() ? "none" : String.join(", ", counts));
        Duration took = Duration.between(run.startTime(), run.completionTime());
        row(
                "run",
                Quantities.count(run.workers(), "worker") + ", " + Quantities.duration(took.toNanos() / 1e3)
                        + ", --seed " + run.seed() + " sends the same again");
        if (run.insecureSkipVerify()) {
            row("insecure", "the target's certificate was not checked (insecureSkipVerify)");
        }
    }

    private void books(Kind kind, Books.Entry entry) {
        balance(kind.label(), "", CountNames.REQUESTS, entry.counts());
        if (kind != Kind.UNSCORED && entry.response().count() > 0) {
            row("", "response " + latencies(entry.response()));
        }
    }

    private void journey(String name, Books books) {
        books.kinds().forEach((kind, entry) -> {
            balance("journey", name + ", " + kind.label() + ": ", CountNames.JOURNEYS, entry.counts());
            if (kind != Kind.UNSCORED && entry.response().count() > 0) {
                row("", "duration " + latencies(entry.response()));
            }
        });
    }

    /** Two rows: planned = sent + notSent, and sent = the sum of the outcomes. */
    private void balance(String label, String scope, CountNames names, Counts counts) {
        List<NamedCount> planned = names.planned(counts);
        row(label, scope + term(planned.getFirst()) + " = " + sum(planned.subList(1, planned.size())));
        row("", term(planned.get(1)) + " = " + sum(names.outcomes(counts)));
    }

    private static String sum(List<NamedCount> counts) {
        return counts.stream().map(Summary::term).collect(Collectors.joining(" + "));
    }

    private static String term(NamedCount count) {
        return count.name() + " " + Quantities.count(count.total()) + reasons(count.byName());
    }

    private static String reasons(Map<String, Long> counts) {
        if (counts.isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        new TreeMap<>(counts).forEach((reason, count) -> parts.add(reason + ": " + Quantities.count(count)));
        return " {" + String.join(", ", parts) + "}";
    }

    private static String latencies(Percentiles p) {
        return "p50 " + Quantities.duration(p.p50()) + ", p90 " + Quantities.duration(p.p90()) + ", p99 "
                + Quantities.duration(p.p99()) + ", max " + Quantities.duration(p.max());
    }

    private void thresholds() {
        String title = "thresholds";
        for (ThresholdResult threshold : run.thresholds()) {
            String where = (threshold.phase() == null ? "" : threshold.phase() + ": ")
                    + threshold.threshold().expr()
                    + (threshold.variant() == null ? "" : " (" + threshold.variant() + ")");
            String detail = threshold.result() == ThresholdResult.Result.PASSED
                    ? value(threshold)
                    : threshold.reason().isEmpty() ? value(threshold) : said(threshold);
            row(title, threshold.result().label() + "  " + where + (detail.isEmpty() ? "" : " - " + detail));
            title = "";
        }
    }

    /** The threshold's reason without the expression, which the line already shows. */
    private static String said(ThresholdResult threshold) {
        String expr = threshold.threshold().expr() + ": ";
        String reason = threshold.reason();
        return reason.startsWith(expr) ? reason.substring(expr.length()) : reason;
    }

    private static String value(ThresholdResult threshold) {
        Double value = threshold.value();
        if (value == null) {
            return "";
        }
        Threshold.Unit unit = threshold.threshold().unit();
        return switch (unit) {
            case MICROS -> Quantities.duration(value);
            case COUNT -> Quantities.count(Math.round(value));
            case PERCENT -> Quantities.digits(value) + "%";
            case PER_SECOND -> Quantities.digits(value) + "/s";
        };
    }

    private void generator() {
        Spread lateness = Spread.NONE;
        long late = 0;
        // As in report and verdict: lateness of unscored requests does not count.
        for (Kind kind : List.of(Kind.TRACKED, Kind.FIRE_AND_FORGET)) {
            Books.Entry entry = run.totals().books().kind(kind);
            lateness = lateness.plus(entry.lateness());
            late += entry.late();
        }
        row(
                "lateness",
                "worst " + Quantities.duration(lateness.maxMicros()) + ", " + Quantities.count(late) + " of "
                        + Quantities.count(lateness.count(), "send") + " too late");
        if (run.workersLost() > 0) {
            row("lost", Quantities.count(run.workersLost(), "worker"));
        }
        run.notes().forEach(note -> row("note", note));
    }

    private void rows(String title, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            row(i == 0 ? title : "", texts.get(i));
        }
    }

    private void row(String title, String text) {
        lines.add(String.format(Locale.ROOT, "  %-14s %s", title, OneLine.of(text)));
    }
}
