package dev.loadtest.cli.display.summary;

import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.display.Quantities;
import dev.loadtest.cli.display.summary.Grid.Column;
import dev.loadtest.cli.display.summary.Grid.Row;
import dev.loadtest.cli.display.summary.Grid.Section;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.RunResult.Scored;
import dev.loadtest.engine.result.RunResult.Scores;
import dev.loadtest.engine.result.latency.Percentiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The numbers of each request, journey, target and phase: tracked and fire-and-forget requests together, as thresholds
 * without a kind measure them. Pure.
 */
final class ResultTable {
    /** Of requests, journeys and targets each; those with most failures, then with most requests. */
    private static final int MAX_NAMES = 40;

    private static final String NOTHING = "-";

    private static final List<Column> COLUMNS = List.of(
            new Column("count", 1),
            new Column("rate/s", 4),
            new Column("p50", 5),
            new Column("p95", 3),
            new Column("p99", 1),
            new Column("max", 6),
            new Column("failed", 0),
            new Column("out", 7),
            new Column("in", 7));

    private ResultTable() {}

    /** Lines of at most that width; none for a run that planned no request. */
    static List<String> lines(RunResult run, int width) {
        Scores scores = run.totals().scores();
        List<Section> sections = new ArrayList<>();
        add(sections, "request", requests(scores), scores.requests().size());
        add(
                sections,
                "journey",
                rows(scores.journeys(), false),
                scores.journeys().size());
        add(sections, "target", rows(scores.targets(), true), scores.targets().size());
        add(sections, "phase", run.phases().stream().map(ResultTable::phase).toList(), 0);
        return scores.all().entry().planned() == 0 ? List.of() : new Grid(COLUMNS, sections).lines(width);
    }

    private static void add(List<Section> sections, String heading, List<Row> rows, int names) {
        if (!rows.isEmpty()) {
            List<Row> all = new ArrayList<>(rows);
            if (names > MAX_NAMES) {
                all.set(rows.size() - 1, withDetail(rows.getLast(), names - MAX_NAMES + " more in results.json"));
            }
            sections.add(new Section(heading, all));
        }
    }

    private static Row withDetail(Row row, String more) {
        return new Row(row.name(), row.numbers(), row.detail().isEmpty() ? more : row.detail() + "; " + more);
    }

    private static List<Row> requests(Scores scores) {
        List<Row> rows = new ArrayList<>(rows(scores.requests(), true));
        if (rows.size() > 1) {
            rows.add(new Row("all", numbers(scores.all(), true), ""));
        }
        return rows;
    }

    private static List<Row> rows(Map<String, Scored> scores, boolean bytes) {
        Set<String> shown = scores.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Scored>>comparingLong(
                                it -> -it.getValue().entry().failures())
                        .thenComparingLong(it -> -it.getValue().entry().sent()))
                .limit(MAX_NAMES)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return scores.entrySet().stream()
                .filter(it -> shown.contains(it.getKey()))
                .map(it -> row(it.getKey(), it.getValue(), bytes))
                .toList();
    }

    private static Row row(String name, Scored scored, boolean bytes) {
        return new Row(
                OneLine.of(name),
                numbers(scored, bytes),
                OneLine.of(FailureReasons.of(scored.entry().counts())));
    }

    private static Row phase(PhaseResult phase) {
        return new Row(OneLine.of(phase.name()), numbers(phase.totals().scores().all(), true), detail(phase));
    }

    /** What did not pass; empty for a phase whose cases all passed. */
    private static String detail(PhaseResult phase) {
        List<String> parts = new ArrayList<>();
        if (!phase.invalid().isEmpty()) {
            parts.add("Invalid");
        }
        for (Outcome outcome : List.of(Outcome.FAILED, Outcome.ERROR, Outcome.SKIPPED)) {
            int count = phase.outcomes().getOrDefault(outcome, 0);
            if (count > 0) {
                parts.add(Quantities.count(count, "case") + " " + outcome.name().toLowerCase(Locale.ROOT));
            }
        }
        return String.join(", ", parts);
    }

    private static List<String> numbers(Scored scored, boolean bytes) {
        Books.Entry entry = scored.entry();
        Percentiles response = entry.response();
        return List.of(
                Quantities.count(entry.sent()),
                scored.rps() == 0 ? NOTHING : Quantities.rate(scored.rps()),
                duration(response, response.p50()),
                duration(response, response.p95()),
                duration(response, response.p99()),
                duration(response, response.max()),
                Quantities.count(entry.failures()),
                bytes ? Quantities.briefBytes(entry.traffic().sent()) : NOTHING,
                bytes ? Quantities.briefBytes(entry.traffic().received()) : NOTHING);
    }

    private static String duration(Percentiles of, long micros) {
        return of.count() == 0 ? NOTHING : Quantities.briefDuration(micros);
    }
}
