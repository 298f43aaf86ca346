package dev.loadtest.report;

import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.result.exemplar.ExemplarList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/** The exemplars of a run as rows: one table of the first failed requests, and one of the slowest. */
final class ExemplarRows {
    private final RunResult result;
    private final Detail detail;

    private ExemplarRows(RunResult result, Detail detail) {
        this.result = result;
        this.detail = detail;
    }

    static List<Page.ExemplarRow> failed(RunResult result, Detail detail) {
        return new ExemplarRows(result, detail).rows(ExemplarList::failed);
    }

    static List<Page.ExemplarRow> slowest(RunResult result, Detail detail) {
        return new ExemplarRows(result, detail).rows(ExemplarList::slowest);
    }

    private List<Page.ExemplarRow> rows(Function<ExemplarList, List<Exemplar>> which) {
        List<Page.ExemplarRow> rows = new ArrayList<>();
        for (ExemplarList list : result.exemplars()) {
            which.apply(list).forEach(exemplar -> rows.add(row(list, exemplar)));
        }
        return rows;
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
