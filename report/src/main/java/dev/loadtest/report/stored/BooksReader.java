package dev.loadtest.report.stored;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult.Scored;
import dev.loadtest.engine.result.RunResult.Scores;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.result.Spread;
import dev.loadtest.engine.result.Traffic;
import dev.loadtest.engine.result.count.Counts;
import dev.loadtest.engine.result.latency.Percentiles;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Books of {@code results.json}. An absent number is 0. */
final class BooksReader {
    private BooksReader() {}

    /** Totals of a run, with scores of the run, its requests, journeys and targets. */
    static Totals ofRun(JsonNode node) {
        return totals(node).with(scores(node));
    }

    static Totals ofPhase(JsonNode node) {
        return totals(node).with(Scores.of(scored(node, BooksReader::entry)));
    }

    static Totals totals(JsonNode node) {
        Map<String, Books> requests = new TreeMap<>();
        node.path("requests").properties().forEach(it -> requests.put(it.getKey(), books(it.getValue())));
        Map<String, Books> journeys = new TreeMap<>();
        node.path("journeys").properties().forEach(it -> journeys.put(it.getKey(), journey(it.getValue())));
        return new Totals(books(node), requests, journeys);
    }

    private static Scores scores(JsonNode node) {
        return new Scores(
                scored(node, BooksReader::entry),
                byName(node.path("requests"), BooksReader::entry),
                byName(node.path("journeys"), BooksReader::journeyEntry),
                byName(node.path("targets"), BooksReader::entry));
    }

    private static Map<String, Scored> byName(JsonNode node, Function<JsonNode, Books.Entry> entry) {
        Map<String, Scored> scores = new HashMap<>();
        node.properties().forEach(it -> {
            Scored scored = scored(it.getValue(), entry);
            if (scored.entry().planned() > 0) {
                scores.put(it.getKey(), scored);
            }
        });
        return scores;
    }

    private static Scored scored(JsonNode node, Function<JsonNode, Books.Entry> entry) {
        JsonNode scored = node.path("scored");
        return scored.isObject()
                ? new Scored(entry.apply(scored), scored.path("rps").asDouble())
                : unmerged(entry.apply(node.path("tracked")), entry.apply(node.path("fireAndForget")));
    }

    /** Scores computed from books by kind, of results without scores: latencies are known if only one kind has some. */
    private static Scored unmerged(Books.Entry tracked, Books.Entry others) {
        boolean mixed = tracked.response().count() > 0 && others.response().count() > 0;
        Books.Entry timed = mixed ? Books.Entry.NONE : tracked.response().count() > 0 ? tracked : others;
        return new Scored(
                new Books.Entry(
                        tracked.counts().plus(others.counts()),
                        timed.response(),
                        timed.service(),
                        timed.firstByte(),
                        tracked.connect().plus(others.connect()),
                        tracked.held().plus(others.held()),
                        tracked.lateness().plus(others.lateness()),
                        tracked.traffic().plus(others.traffic())),
                0);
    }

    private static Books books(JsonNode node) {
        Map<Kind, Books.Entry> kinds = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            JsonNode entry = node.path(kind.label());
            if (entry.path("planned").asLong() > 0) {
                kinds.put(kind, entry(entry));
            }
        }
        return new Books(kinds);
    }

    private static Books.Entry entry(JsonNode node) {
        Counts counts = new Counts(
                node.path("planned").asLong(),
                node.path("sent").asLong(),
                parts(node.path("notSent")),
                node.path("succeeded").asLong(),
                codes(node.path("unexpectedStatus")),
                parts(node.path("errors")),
                node.path("timeouts").asLong(),
                node.path("unresolved").asLong(),
                codes(node.path("status")),
                node.path("late").asLong());
        return new Books.Entry(
                counts,
                percentiles(node.path("responseMicros")),
                percentiles(node.path("serviceMicros")),
                percentiles(node.path("firstByteMicros")),
                spread(node.path("connectMicros")),
                spread(node.path("heldMicros")),
                spread(node.path("latenessMicros")),
                new Traffic(
                        node.path("bytesSent").asLong(),
                        node.path("bytesReceived").asLong()));
    }

    private static Books journey(JsonNode node) {
        Map<Kind, Books.Entry> kinds = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            JsonNode entry = node.path(kind.label());
            if (entry.path("planned").asLong() > 0) {
                kinds.put(kind, journeyEntry(entry));
            }
        }
        return new Books(kinds);
    }

    private static Books.Entry journeyEntry(JsonNode node) {
        Counts counts = new Counts(
                node.path("planned").asLong(),
                node.path("begun").asLong(),
                parts(node.path("notBegun")),
                node.path("completed").asLong(),
                Map.of(),
                parts(node.path("failed")),
                node.path("timeouts").asLong(),
                node.path("unresolved").asLong(),
                Map.of(),
                0);
        Percentiles durations = percentiles(node.path("durationMicros"));
        return new Books.Entry(
                counts, durations, durations, Percentiles.NONE, Spread.NONE, Spread.NONE, Spread.NONE, Traffic.NONE);
    }

    private static Map<String, Long> parts(JsonNode node) {
        Map<String, Long> parts = new HashMap<>();
        node.properties().forEach(it -> parts.put(it.getKey(), it.getValue().asLong()));
        return parts;
    }

    /** A key that is no status code is left out. */
    private static Map<Integer, Long> codes(JsonNode node) {
        Map<Integer, Long> codes = new HashMap<>();
        parts(node).forEach((code, count) -> {
            if (code.matches("[0-9]{1,3}")) {
                codes.put(Integer.valueOf(code), count);
            }
        });
        return codes;
    }

    private static Percentiles percentiles(JsonNode node) {
        return new Percentiles(
                node.path("count").asLong(),
                node.path("p50").asLong(),
                node.path("p90").asLong(),
                node.path("p95").asLong(),
                node.path("p99").asLong(),
                node.path("p999").asLong(),
                node.path("max").asLong(),
                node.path("mean").asDouble());
    }

    private static Spread spread(JsonNode node) {
        long count = node.path("count").asLong();
        return new Spread(
                count,
                Math.round(node.path("mean").asDouble() * count),
                node.path("max").asLong());
    }
}
