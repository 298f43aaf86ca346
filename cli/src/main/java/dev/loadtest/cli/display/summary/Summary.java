package dev.loadtest.cli.display.summary;

import dev.loadtest.cli.display.Colour;
import dev.loadtest.cli.display.OneLine;
import dev.loadtest.cli.display.Quantities;
import dev.loadtest.cli.display.TerminalFacts;
import dev.loadtest.cli.display.Verbosity;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RequestLogResult;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Spread;
import dev.loadtest.engine.result.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The last lines of a run: verdict, the numbers of requests and phases, thresholds, and what to read next. No line is
 * wider than the terminal, except for a path that is.
 */
public final class Summary {
    private static final int MAX_WIDTH = 100;
    /** A title of 14 columns between blanks. */
    private static final int TEXT_AT = 17;

    private final RunResult run;
    private final Pointers pointers;
    private final boolean verbose;
    private final boolean colour;
    private final int width;
    private final List<String> lines = new ArrayList<>();

    private Summary(RunResult run, Pointers pointers, TerminalFacts terminal, boolean verbose) {
        this.run = run;
        this.pointers = pointers;
        this.verbose = verbose;
        this.colour = terminal.colour();
        this.width = width(terminal);
    }

    /** As much as the verbosity asks for, for that terminal. */
    public static List<String> of(RunResult run, Pointers pointers, TerminalFacts terminal, Verbosity verbosity) {
        if (verbosity == Verbosity.QUIET) {
            return headline(run.verdict(), run.message(), terminal);
        }
        Summary summary = new Summary(run, pointers, terminal, verbosity == Verbosity.VERBOSE);
        summary.verdict();
        summary.numbers();
        summary.judgement();
        summary.measurement();
        summary.pointers();
        return List.copyOf(summary.lines);
    }

    /** Of a run that has no results: it ended before its first request. */
    public static List<String> withoutResults(
            Verdict verdict, String message, TerminalFacts terminal, Verbosity verbosity) {
        List<String> lines = new ArrayList<>(verbosity == Verbosity.QUIET ? List.of() : List.of(""));
        lines.addAll(headline(verdict, message, terminal));
        return lines;
    }

    /** Some terminals wrap once their last column is written. */
    private static int width(TerminalFacts terminal) {
        return Math.min(MAX_WIDTH, terminal.width() - (terminal.interactive() ? 1 : 0));
    }

    private static List<String> headline(Verdict verdict, String message, TerminalFacts terminal) {
        String label = verdict.label() + (message.isEmpty() ? "" : ": ");
        List<String> lines = new ArrayList<>(Paragraph.of(label, OneLine.of(message), 2, width(terminal)));
        String first = lines.getFirst();
        int end = verdict.label().length();
        lines.set(0, colour(verdict).of(first.substring(0, end), terminal.colour()) + first.substring(end));
        return lines;
    }

    private static Colour colour(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> Colour.GREEN;
            case FAILED -> Colour.RED;
            case INVALID, ABORTED -> Colour.YELLOW;
            case ERROR -> Colour.BOLD_RED;
        };
    }

    private void verdict() {
        lines.add("");
        lines.addAll(headline(run.verdict(), run.message(), new TerminalFacts(false, width, colour)));
        if (run.verdict() == Verdict.INVALID) {
            rows("what helps", InvalidAdvice.of(run.phases(), run.workers(), run.workersLost(), pointers.generators()));
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

    private void numbers() {
        List<String> table = ResultTable.lines(run, width);
        lines.addAll(table);
        if (!table.isEmpty()) {
            lines.add("");
        }
        if (verbose) {
            BooksRows.of(run.totals(), this::row);
        }
    }

    private void judgement() {
        judged("thresholds", run.thresholds().stream().map(ThresholdLines::of).toList());
        judged("baseline", BaselineLines.of(run.baseline()));
        rows("failed first", ExemplarLines.failed(run));
        rows("slowest", ExemplarLines.slowest(run));
    }

    private void judged(String title, List<Judgement> judgements) {
        for (int i = 0; i < judgements.size(); i++) {
            Judgement judgement = judgements.get(i);
            String label = judgement.label();
            String first = titled(i == 0 ? title : "") + label + "  ";
            List<String> text = new ArrayList<>(Paragraph.of(first, OneLine.of(judgement.text()), TEXT_AT, width));
            int end = TEXT_AT + label.length();
            String line = text.getFirst();
            if (line.startsWith(label, TEXT_AT)) {
                text.set(0, line.substring(0, TEXT_AT) + judgement.colour().of(label, colour) + line.substring(end));
            }
            lines.addAll(text);
        }
    }

    /** Lateness stands only where a number may be wrong by it; so do its causes among the notes. */
    private void measurement() {
        Spread lateness = Spread.NONE;
        long late = 0;
        // As in report and verdict: lateness of unscored requests does not count.
        for (Kind kind : List.of(Kind.TRACKED, Kind.FIRE_AND_FORGET)) {
            Books.Entry entry = run.totals().books().kind(kind);
            lateness = lateness.plus(entry.lateness());
            late += entry.late();
        }
        if (late > 0 || verbose) {
            row(
                    "lateness",
                    "worst " + Quantities.duration(lateness.maxMicros()) + ", " + Quantities.count(late) + " of "
                            + Quantities.count(lateness.count(), "send") + " too late");
        }
        if (run.workersLost() > 0) {
            row("lost", Quantities.count(run.workersLost(), "worker"));
        }
        run.notes().forEach(note -> row("note", note));
    }

    private void pointers() {
        path("results", pointers.results());
        RequestLogResult log = run.requestLog();
        if (log != null) {
            path("requests", RequestLogLine.of(log));
        }
        if (!verbose) {
            row("more", "-v prints the books: planned, sent and every outcome, by kind");
        }
        run.exemplars().stream()
                .flatMap(list -> list.failed().stream())
                .min(Comparator.comparingLong(failed -> failed.times().plannedMicros()))
                .map(pointers::again)
                .filter(command -> !command.isEmpty())
                .ifPresent(command ->
                        lines.addAll(Paragraph.ofCommand(titled("failed again"), OneLine.of(command), TEXT_AT, width)));
    }

    private void rows(String title, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            row(i == 0 ? title : "", texts.get(i));
        }
    }

    private void row(String title, String text) {
        lines.addAll(Paragraph.of(titled(title), OneLine.of(text), TEXT_AT, width));
    }

    /** A row that begins with a path, which is copied and stays whole. */
    private void path(String title, String text) {
        lines.addAll(Paragraph.ofWholeWords(titled(title), OneLine.of(text), TEXT_AT, width));
    }

    private static String titled(String title) {
        return String.format(Locale.ROOT, "  %-14s ", title);
    }
}
