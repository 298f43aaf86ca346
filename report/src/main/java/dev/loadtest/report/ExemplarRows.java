package dev.loadtest.report;

import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.result.exemplar.ExemplarList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The exemplars of a run as rows: one table of the first failed requests, and one of the slowest. Of a run with many
 * requests each table has as many rows as people can read.
 */
final class ExemplarRows {
    private static final int MOST = 100;

    private final RunResult result;
    private final Detail detail;

    private ExemplarRows(RunResult result, Detail detail) {
        this.result = result;
        this.detail = detail;
    }

    static Page.Exemplars of(RunResult result, Detail detail) {
        ExemplarRows rows = new ExemplarRows(result, detail);
        List<Page.ExemplarRow> failures = rows.rows(ExemplarList::failed);
        List<Page.ExemplarRow> slowest = rows.rows(ExemplarList::slowest);
        long all = result.exemplars().stream()
                .mapToLong(list -> list.failed().size() + list.slowest().size())
                .sum();
        return new Page.Exemplars(failures, slowest, all - failures.size() - slowest.size());
    }

    /** The first of every phase and request, then the second of every one, and so on. */
    private List<Page.ExemplarRow> rows(Function<ExemplarList, List<Exemplar>> which) {
        List<ExemplarList> lists = result.exemplars();
        int longest =
                lists.stream().mapToInt(list -> which.apply(list).size()).max().orElse(0);
        return IntStream.range(0, longest)
                .boxed()
                .flatMap(rank -> lists.stream()
                        .filter(list -> which.apply(list).size() > rank)
                        .map(list -> row(list, which.apply(list).get(rank))))
                .limit(MOST)
                .toList();
    }

    private Page.ExemplarRow row(ExemplarList list, Exemplar of) {
        Exemplar.End end = of.end();
        double planned = Duration.between(result.startTime(), list.planned(of)).toNanos() / 1e9;
        return new Page.ExemplarRow(
                list.phase(),
                list.request(),
                of.sent().place(),
                of.end().outcome().isFailure() ? end.outcome().label() : Integer.toString(end.status()),
                of.end().outcome().isFailure() ? "bad" : "good",
                "+" + Display.seconds(planned),
                Display.micros(of.times().responseMicros()),
                Display.micros(of.times().serviceMicros()),
                end.sentence(),
                facts(of),
                detail.exemplarAnswers() ? headers(of.answer()) : "",
                detail.exemplarAnswers() ? of.answer().body().replace("\r\n", "\n") : "",
                note(of.answer()),
                of.sent().traceId(),
                link(list.traceLink(of)));
    }

    private static List<Page.Fact> facts(Exemplar of) {
        List<Page.Fact> facts = new ArrayList<>();
        Exemplar.Times times = of.times();
        facts.add(new Page.Fact("kind", Display.kind(of.sent().kind())));
        facts.add(new Page.Fact("late", Display.micros(times.latenessMicros())));
        facts.add(new Page.Fact("held", Display.micros(times.heldMicros())));
        if (times.connectMicros() >= 0) {
            facts.add(new Page.Fact("connecting", Display.micros(times.connectMicros())));
        }
        facts.add(new Page.Fact("first byte", Display.micros(times.firstByteMicros())));
        new TreeMap<>(of.sent().values()).forEach((name, value) -> facts.add(new Page.Fact("${" + name + "}", value)));
        return facts;
    }

    private static String headers(Exemplar.Answer answer) {
        StringBuilder lines = new StringBuilder();
        answer.headers().forEach(header -> lines.append(header.name())
                .append(": ")
                .append(header.value())
                .append('\n'));
        return lines.toString();
    }

    /** Only of the web: a manifest's author could name another scheme. */
    private static String link(String url) {
        return url.startsWith("https://") || url.startsWith("http://") ? url : "";
    }

    private String note(Exemplar.Answer answer) {
        if (!detail.exemplarAnswers()) {
            return "Headers and body are left out to fit.";
        }
        if (!answer.note().isEmpty()) {
            return "Body " + answer.note() + ".";
        }
        return answer.truncated() ? "Only the first part is kept." : "";
    }
}
