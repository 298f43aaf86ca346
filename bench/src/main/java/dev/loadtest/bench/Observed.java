package dev.loadtest.bench;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Threshold;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.latency.LatencyHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run in another process, as one line: {@code observed}, then {@code NAME=TEXT} fields separated by
 * tabs.
 */
record Observed(Map<String, String> texts) {
    /** Fields that are lists of individual values. */
    static final long LATE_NANOS = 250_000;

    static final String PREFIX = "observed\t";

    /**
     * @param times null if the sends were not observed
     * @param tellsLate whether each late send is listed; there may be millions
     */
    static String line(RunResult result, long cpuNanos, long wallNanos, @Nullable SendTimes times, boolean tellsLate) {
        Books.Entry books = result.totals().books().kind(Kind.TRACKED);
        List<String> words = new ArrayList<>();
        words.add("verdict=" + result.verdict().label());
        words.add("message=" + result.message());
        words.add("notes=" + String.join(" ", result.notes()));
        words.add("planned=" + books.planned());
        words.add("sent=" + books.sent());
        words.add("succeeded=" + books.succeeded());
        words.add("late=" + books.late());
        words.add("held=" + books.held().count());
        words.add("latenessMean=" + books.lateness().meanMicros());
        words.add("latenessMax=" + books.lateness().maxMicros());
        words.add("cpu=" + cpuNanos);
        words.add("wall=" + wallNanos);
        words.add("response=" + histogram(result, Threshold.Time.RESPONSE));
        words.add("service=" + histogram(result, Threshold.Time.SERVICE));
        words.add("lateness=" + (times == null ? new LatencyHistogram() : times.lateness()).encode());
        words.add("firstLateness=" + (times == null ? new LatencyHistogram() : times.firstLateness()).encode());
        words.add("lateSends=" + (times == null || !tellsLate ? "" : LateSend.text(times.laterThan(LATE_NANOS))));
        words.add("start=" + (times == null ? "" : times.startNanos()));
        words.add("sender=" + (times == null ? "" : times.sender()));
        words.add("gaps="
                + result.cases().stream()
                        .map(item -> Long.toString(item.gapMicros()))
                        .collect(Collectors.joining(",")));
        return PREFIX + words.stream().map(Observed::oneLine).collect(Collectors.joining("\t"));
    }

    static Observed parse(String line) {
        Map<String, String> texts = new HashMap<>();
        for (String word : line.substring(PREFIX.length()).split("\t")) {
            texts.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        }
        return new Observed(texts);
    }

    private static String oneLine(String word) {
        return word.replaceAll("\\s+", " ");
    }

    private static String histogram(RunResult result, Threshold.Time clock) {
        return result.histograms().stream()
                .filter(entry -> entry.kind() == Kind.TRACKED && entry.clock() == clock)
                .map(RunResult.HistogramEntry::histogram)
                .findFirst()
                .orElse("");
    }

    String text(String name) {
        return texts.getOrDefault(name, "");
    }

    /** Rounds to the nearest integer; beyond 2^53, as for instants in nanoseconds, only if the value is an integer. */
    long number(String name) {
        return text(name).contains(".") ? Math.round(Double.parseDouble(text(name))) : Long.parseLong(text(name));
    }

    /** CPU time of the generator's process over the run's time. */
    double cores() {
        return Double.parseDouble(text("cpu")) / Double.parseDouble(text("wall"));
    }

    LatencyHistogram histogram(String name) {
        return text(name).isEmpty() ? new LatencyHistogram() : LatencyHistogram.decode(text(name));
    }

    /** Gaps between the cases in microseconds, without the one before the first. */
    long[] gaps() {
        return Arrays.stream(text("gaps").split(","))
                .skip(1)
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
