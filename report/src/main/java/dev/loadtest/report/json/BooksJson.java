package dev.loadtest.report;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult.Scored;
import dev.loadtest.engine.result.RunResult.Scores;
import dev.loadtest.engine.result.RunResult.Totals;
import dev.loadtest.engine.result.Spread;
import dev.loadtest.engine.result.count.CountNames;
import dev.loadtest.engine.result.count.NamedCount;
import dev.loadtest.engine.result.latency.Percentiles;
import dev.loadtest.report.json.SafeJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Writes books as fields of the current object. Every kind is always present, so that readers need no case for its
 * absence.
 */
final class BooksJson {
    private BooksJson() {}

    static void write(SafeJson json, Totals totals, boolean requests) throws IOException {
        write(json, totals.books());
        if (!requests) {
            return;
        }
        json.writeObjectFieldStart("requests");
        for (Map.Entry<String, Books> request : totals.requests().entrySet()) {
            json.writeObjectFieldStart(request.getKey());
            write(json, request.getValue());
            Scored scored = totals.scores().requests().get(request.getKey());
            if (scored != null) {
                scored(json, scored);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        if (!totals.journeys().isEmpty()) {
            journeys(json, totals);
        }
    }

    /** The scores of a run or a phase; of a run also those of its targets. */
    static void writeScores(SafeJson json, Scores scores) throws IOException {
        scored(json, scores.all());
        if (scores.targets().isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("targets");
        for (Map.Entry<String, Scored> target : scores.targets().entrySet()) {
            json.writeObjectFieldStart(target.getKey());
            scored(json, target.getValue());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void scored(SafeJson json, Scored scored) throws IOException {
        json.writeObjectFieldStart("scored");
        json.writeDecimal("rps", scored.rps());
        write(json, scored.entry());
        json.writeEndObject();
    }

    private static void journeys(SafeJson json, Totals totals) throws IOException {
        json.writeObjectFieldStart("journeys");
        for (Map.Entry<String, Books> journey : totals.journeys().entrySet()) {
            json.writeObjectFieldStart(journey.getKey());
            for (Kind kind : Kind.values()) {
                json.writeObjectFieldStart(kind.label());
                journey(json, journey.getValue().kind(kind));
                json.writeEndObject();
            }
            Scored scored = totals.scores().journeys().get(journey.getKey());
            if (scored != null) {
                json.writeObjectFieldStart("scored");
                json.writeDecimal("rps", scored.rps());
                journey(json, scored.entry());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void journey(SafeJson json, Books.Entry entry) throws IOException {
        counts(json, CountNames.JOURNEYS.of(entry.counts()));
        percentiles(json, "durationMicros", entry.response());
    }

    private static void write(SafeJson json, Books books) throws IOException {
        for (Kind kind : Kind.values()) {
            json.writeObjectFieldStart(kind.label());
            write(json, books.kind(kind));
            json.writeEndObject();
        }
    }

    private static void write(SafeJson json, Books.Entry entry) throws IOException {
        counts(json, CountNames.REQUESTS.of(entry.counts()));
        json.writeCounts("status", entry.status());
        json.writeCounts("unexpectedStatus", entry.counts().unexpectedByStatus());
        percentiles(json, "responseMicros", entry.response());
        percentiles(json, "serviceMicros", entry.service());
        percentiles(json, "firstByteMicros", entry.firstByte());
        spread(json, "connectMicros", entry.connect());
        spread(json, "heldMicros", entry.held());
        spread(json, "latenessMicros", entry.lateness());
        json.writeNumberField("late", entry.late());
        json.writeNumberField("bytesSent", entry.traffic().sent());
        json.writeNumberField("bytesReceived", entry.traffic().received());
    }

    private static void counts(SafeJson json, List<NamedCount> counts) throws IOException {
        for (NamedCount count : counts) {
            if (count.parts() == null) {
                json.writeNumberField(count.name(), count.total());
            } else {
                json.writeCounts(count.name(), count.parts());
            }
        }
    }

    private static void percentiles(SafeJson json, String name, Percentiles percentiles) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("count", percentiles.count());
        json.writeNumberField("p50", percentiles.p50());
        json.writeNumberField("p90", percentiles.p90());
        json.writeNumberField("p95", percentiles.p95());
        json.writeNumberField("p99", percentiles.p99());
        json.writeNumberField("p999", percentiles.p999());
        json.writeNumberField("max", percentiles.max());
        json.writeDecimal("mean", percentiles.mean());
        json.writeEndObject();
    }

    private static void spread(SafeJson json, String name, Spread spread) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("count", spread.count());
        json.writeDecimal("mean", spread.meanMicros());
        json.writeNumberField("max", spread.maxMicros());
        json.writeEndObject();
    }
}
