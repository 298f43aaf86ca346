package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.PhaseResult;
import dev.loadtest.engine.result.Spread;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Tables of pauses and of the quality of the measurement. */
final class Measuring {
    private Measuring() {}

    static List<Page.MeasuringRow> rows(RunResult result) {
        return result.phases().stream().map(Measuring::row).toList();
    }

    private static Page.MeasuringRow row(PhaseResult phase) {
        Books books = phase.totals().books();
        Spread lateness = sum(books, Books.Entry::lateness);
        Spread held = sum(books, Books.Entry::held);
        Spread connect = sum(books, Books.Entry::connect);
        long late = books.kind(Kind.TRACKED).late()
                + books.kind(Kind.FIRE_AND_FORGET).late();
        return new Page.MeasuringRow(
                phase.name(),
                Display.count(late),
                meanAndMax(lateness),
                Display.count(held.count()),
                meanAndMax(held),
                Display.count(connect.count()),
                meanAndMax(connect),
                Display.micros(phase.worstStartSkewMicros()),
                phase.invalid());
    }

    private static Spread sum(Books books, Function<Books.Entry, Spread> of) {
        return of.apply(books.kind(Kind.TRACKED)).plus(of.apply(books.kind(Kind.FIRE_AND_FORGET)));
    }

    private static String meanAndMax(Spread spread) {
        return spread.count() == 0
                ? Display.NONE
                : Display.micros(spread.meanMicros()) + " / " + Display.micros(spread.maxMicros());
    }

    static List<Page.PauseRow> pauses(RunResult result) {
        return result.pauses().stream()
                .map(p -> new Page.PauseRow(
                        "+"
                                + Display.seconds(Duration.between(result.startTime(), p.startTime())
                                                .toMillis()
                                        / 1000.0),
                        Display.seconds(p.seconds()),
                        p.reason()))
                .toList();
    }
}
