package dev.loadtest.report;

import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.Scored;
import dev.loadtest.engine.result.RunResult.Scores;
import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.latency.Percentiles;
import dev.loadtest.report.Page.Figure;
import dev.loadtest.report.Page.ScoredRow;
import dev.loadtest.report.Page.ScoredTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests, phases, journeys and targets of a run, tracked and fire-and-forget together, a row each. Pure. */
final class ScoredTables {
    private static final double NOTHING = -1;
    private static final char NO_BREAK = '\u00a0';

    private static final String REQUESTS =
            "Tracked and fire-and-forget requests, steps of journeys included. Rate: complete"
                    + " responses a second while their phases ran. p50 to max: response times. First byte: its median.";
    private static final String PHASES = "All requests of a phase, in its variants.";
    private static final String JOURNEYS =
            "Whole journeys. p50 to max: from the planned begin to the end of the last step,"
                    + " pauses included. Failures are named by the request of the step that ended the journey.";
    private static final String TARGETS = "All requests to a target.";

    private ScoredTables() {}

    /** The tables that have rows: requests, phases of a run with several, journeys, and targets of a plan with several. */
    static List<ScoredTable> of(RunResult result, Origin origin) {
        return Stream.of(
                        table("Requests", REQUESTS, "Request", requests(result)),
                        table("Phases", PHASES, "Phase", phases(result)),
                        table(
                                "Journeys",
                                JOURNEYS,
                                "Journey",
                                rows(result.totals().scores().journeys(), false)),
                        table("Targets", TARGETS, "Target", targets(result, origin)))
                .filter(table -> !table.rows().isEmpty())
                .toList();
    }

    private static ScoredTable table(String title, String hint, String of, List<ScoredRow> rows) {
        List<String> headings = rows.isEmpty()
                ? List.of()
                : rows.getFirst().figures().stream().map(Figure::label).toList();
        return new ScoredTable(title, hint, of, headings, rows);
    }

    /** A row for each request, and the sum of several. */
    private static List<ScoredRow> requests(RunResult result) {
        Scores scores = result.totals().scores();
        List<ScoredRow> rows = rows(scores.requests(), true);
        if (rows.size() > 1) {
            ScoredRow sum = row("All requests", "", scores.all(), true);
            rows.add(new ScoredRow(sum.name(), sum.note(), true, sum.figures(), sum.reasons()));
        }
        return rows;
    }

    private static List<ScoredRow> phases(RunResult result) {
        return result.phases().size() < 2
                ? List.of()
                : result.phases().stream()
                        .map(phase ->
                                row(phase.name(), "", phase.totals().scores().all(), true))
                        .toList();
    }

    private static List<ScoredRow> targets(RunResult result, Origin origin) {
        Map<String, String> urls = origin.targets().stream()
                .collect(Collectors.toMap(Origin.Target::name, Origin.Target::url, (one, other) -> one));
        List<ScoredRow> rows = new ArrayList<>();
        result.totals()
                .scores()
                .targets()
                .forEach((name, scored) -> rows.add(row(name, urls.getOrDefault(name, ""), scored, true)));
        return rows;
    }

    private static List<ScoredRow> rows(Map<String, Scored> scores, boolean requests) {
        List<ScoredRow> rows = new ArrayList<>();
        scores.forEach((name, scored) -> rows.add(row(name, "", scored, requests)));
        return rows;
    }

    private static ScoredRow row(String name, String note, Scored scored, boolean requests) {
        Books.Entry entry = scored.entry();
        Percentiles response = entry.response();
        List<Figure> figures = new ArrayList<>(List.of(
                new Figure("Count", Display.count(entry.sent()), entry.sent()),
                scored.rps() == 0
                        ? new Figure("Rate", Display.NONE, NOTHING)
                        : new Figure("Rate", Display.perSecond(scored.rps()) + " /s", scored.rps()),
                new Figure("Failures", Display.count(entry.failures()), entry.failures()),
                micros("p50", response, response.p50()),
                micros("p90", response, response.p90()),
                micros("p95", response, response.p95()),
                micros("p99", response, response.p99()),
                micros("Max", response, response.max())));
        if (requests) {
            figures.add(
                    micros("First byte", entry.firstByte(), entry.firstByte().p50()));
            figures.add(bytes("Sent", entry.traffic().sent()));
            figures.add(bytes("Received", entry.traffic().received()));
        }
        return new ScoredRow(name, note, false, figures, reasons(entry.counts()));
    }

    private static Figure micros(String label, Percentiles of, long micros) {
        return new Figure(label, Display.micros(of.count(), micros), of.count() == 0 ? NOTHING : micros);
    }

    private static Figure bytes(String label, long bytes) {
        return new Figure(label, Display.bytes(bytes), bytes);
    }

    /** Failures by status and cause, the most frequent first, then what was not sent. */
    private static String reasons(Counts counts) {
        Map<String, Long> failures = new TreeMap<>(counts.errors());
        counts.unexpectedByStatus().forEach((status, count) -> failures.merge("status " + status, count, Long::sum));
        failures.merge("timeout", counts.timeouts(), Long::sum);
        failures.merge("unresolved", counts.unresolved(), Long::sum);
        String notSent = most(counts.notSent());
        String failed = most(failures);
        return failed
                + (failed.isEmpty() || notSent.isEmpty() ? "" : "; ")
                + (notSent.isEmpty() ? "" : "not sent: " + notSent);
    }

    private static String most(Map<String, Long> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .filter(count -> count.getValue() > 0)
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .map(count -> (count.getKey() + " × " + Display.count(count.getValue())).replace(' ', NO_BREAK))
                        .collect(Collectors.joining(", "));
    }
}
