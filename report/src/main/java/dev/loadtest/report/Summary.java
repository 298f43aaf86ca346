package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.CaseResult;
import dev.loadtest.engine.result.RunResult.Pause;
import dev.loadtest.engine.result.RunResult.TimelineBucket;
import dev.loadtest.engine.result.Spread;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.latency.Percentiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** The top of the page: facts and key figures. */
final class Summary {
    private final RunResult result;
    private final Books books;
    private final Counts scored;

    Summary(RunResult result) {
        this.result = result;
        this.books = result.totals().books();
        this.scored = books.scored();
    }

    Page.Head head(Origin origin) {
        return new Page.Head(
                result.name(),
                result.verdict().label(),
                tone(result.verdict()),
                icon(result.verdict()),
                message(),
                facts(origin),
                result.insecureSkipVerify());
    }

    static String tone(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "good";
            case FAILED, ERROR -> "bad";
            case INVALID, ABORTED -> "warn";
        };
    }

    static String icon(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "✓";
            case FAILED -> "✕";
            case ERROR -> "!";
            case INVALID -> "?";
            case ABORTED -> "■";
        };
    }

    /** The reasons of the verdict; a fixed sentence for a passed run. */
    private String message() {
        return result.message().isEmpty() ? "Every case passed, and every threshold held." : result.message();
    }

    private List<Page.Fact> facts(Origin origin) {
        String workers = result.workers() + (result.workersLost() == 0 ? "" : ", " + result.workersLost() + " lost");
        List<Page.Fact> facts = new ArrayList<>();
        if (!origin.targets().isEmpty()) {
            facts.add(new Page.Fact(origin.targets().size() == 1 ? "Target" : "Targets", targets(origin)));
        }
        facts.addAll(List.of(
                new Page.Fact("Started", Display.time(result.startTime())),
                new Page.Fact("Took", Display.seconds(seconds())),
                new Page.Fact("Workers", workers),
                new Page.Fact("Seed", Long.toString(result.seed()))));
        if (!origin.version().isEmpty()) {
            facts.add(new Page.Fact("LoadTest", origin.version()));
        }
        return facts;
    }

    private static String targets(Origin origin) {
        return origin.targets().size() == 1
                ? origin.targets().getFirst().url()
                : origin.targets().stream()
                        .map(target -> target.name() + " " + target.url())
                        .collect(Collectors.joining(", "));
    }

    List<Page.Tile> tiles() {
        List<Page.Tile> tiles = new ArrayList<>(List.of(cases(), requests(), failures()));
        tiles.add(latency("Response p99", books.kind(Kind.TRACKED).response()));
        tiles.add(latency("Service p99", books.kind(Kind.TRACKED).service()));
        tiles.add(held());
        tiles.add(lateness());
        tiles.add(peak());
        return tiles;
    }

    private Page.Tile cases() {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        for (CaseResult item : result.cases()) {
            counts.merge(item.outcome(), 1L, Long::sum);
        }
        long passed = counts.getOrDefault(Outcome.PASSED, 0L);
        StringJoiner rest = new StringJoiner(", ");
        for (Outcome outcome : List.of(Outcome.FAILED, Outcome.ERROR, Outcome.SKIPPED)) {
            if (counts.containsKey(outcome)) {
                rest.add(counts.get(outcome) + " " + outcome.name().toLowerCase(Locale.ROOT));
            }
        }
        String tone = counts.containsKey(Outcome.FAILED) || counts.containsKey(Outcome.ERROR) ? "bad" : "plain";
        String note = rest.length() == 0 ? "passed" : "passed; " + rest;
        return new Page.Tile("Cases", passed + " / " + result.cases().size(), note, tone);
    }

    private Page.Tile requests() {
        String note = scored.notSentTotal() == 0
                ? "all that were planned"
                : Display.count(scored.notSentTotal()) + " planned but not sent";
        return new Page.Tile("Requests sent", Display.count(scored.sent()), note, "plain");
    }

    private Page.Tile failures() {
        Books.Entry tracked = books.kind(Kind.TRACKED);
        String note = Display.percent(scored.failures(), scored.sent()) + " of sent; tracked "
                + Display.percent(tracked.failures(), tracked.sent());
        String tone = scored.failures() == 0 ? "plain" : "bad";
        return new Page.Tile("Failures", Display.count(scored.failures()), note, tone);
    }

    private static Page.Tile latency(String label, Percentiles of) {
        String note = of.count() == 0
                ? "no tracked response"
                : "tracked; p50 " + Display.micros(of.p50()) + ", max " + Display.micros(of.max());
        return new Page.Tile(label, Display.micros(of.count(), of.p99()), note, "plain");
    }

    private Page.Tile held() {
        Spread held = scoredSpread(Kind.TRACKED, true).plus(scoredSpread(Kind.FIRE_AND_FORGET, true));
        String note = held.count() == 0
                ? "no request waited"
                : "waited for a free connection; max " + Display.micros(held.maxMicros());
        return new Page.Tile("Held", Display.count(held.count()), note, "plain");
    }

    private Page.Tile lateness() {
        Spread lateness = scoredSpread(Kind.TRACKED, false).plus(scoredSpread(Kind.FIRE_AND_FORGET, false));
        long late = scored.late();
        String note = "the generator's own; " + (late == 0 ? "no" : Display.count(late)) + " late sends";
        boolean invalid = result.phases().stream().anyMatch(p -> !p.invalid().isEmpty());
        return new Page.Tile(
                "Worst lateness",
                Display.micros(lateness.count(), lateness.maxMicros()),
                note,
                invalid ? "warn" : "plain");
    }

    private Page.Tile peak() {
        long width = ChartData.bucketSeconds(result.timeline());
        double peak = result.timeline().stream()
                .mapToDouble(b -> (double) b.ended() / width)
                .max()
                .orElse(0);
        long ended = result.timeline().stream().mapToLong(TimelineBucket::ended).sum();
        double active =
                seconds() - result.pauses().stream().mapToDouble(Pause::seconds).sum();
        String note =
                active <= 0 ? "outcomes a second" : "outcomes a second; mean " + Display.perSecond(ended / active);
        return new Page.Tile("Peak rate", Display.perSecond(peak), note, "plain");
    }

    private Spread scoredSpread(Kind kind, boolean held) {
        return held ? books.kind(kind).held() : books.kind(kind).lateness();
    }

    private double seconds() {
        return Duration.between(result.startTime(), result.completionTime()).toMillis() / 1000.0;
    }
}
