package dev.loadtest.report.stored;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.result.exemplar.ExemplarList;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Exemplars of {@code results.json}, without their answers and the links to their traces. */
final class ExemplarsReader {
    private ExemplarsReader() {}

    static ExemplarList list(JsonNode node) {
        String phase = node.path("phase").asText();
        String request = node.path("request").asText();
        List<Exemplar> slowest = new ArrayList<>();
        node.path("slowest").forEach(it -> slowest.add(exemplar(it, phase, request)));
        List<Exemplar> failed = new ArrayList<>();
        node.path("failed").forEach(it -> failed.add(exemplar(it, phase, request)));
        return new ExemplarList(phase, request, origin(node), slowest, failed);
    }

    /** The same for all of a run; the epoch where there is none to tell it. */
    private static Instant origin(JsonNode node) {
        for (String which : new String[] {"slowest", "failed"}) {
            JsonNode first = node.path(which).path(0);
            if (first.path("planned").isTextual()) {
                return Instant.parse(first.path("planned").textValue())
                        .minus(first.path("plannedMicros").asLong(), ChronoUnit.MICROS);
            }
        }
        return Instant.EPOCH;
    }

    private static Exemplar exemplar(JsonNode node, String phase, String request) {
        return new Exemplar(sent(node, phase, request), times(node), end(node), Exemplar.Answer.NONE);
    }

    private static Exemplar.Sent sent(JsonNode node, String phase, String request) {
        Map<String, String> values = new HashMap<>();
        node.path("values")
                .properties()
                .forEach(value -> values.put(value.getKey(), value.getValue().asText()));
        return new Exemplar.Sent(
                phase,
                node.path("case").asText(),
                node.path("k").asLong(),
                node.path("journey").asText(),
                node.path("step").asLong(),
                node.path("attempt").asLong(),
                request,
                ResultsReader.labelled(
                        Kind.values(), Kind::label, node.path("kind").asText()),
                values,
                node.path("traceId").asText());
    }

    private static Exemplar.Times times(JsonNode node) {
        return new Exemplar.Times(
                node.path("plannedMicros").asLong(),
                node.path("latenessMicros").asLong(),
                node.path("heldMicros").asLong(),
                node.path("connectMicros").asLong(-1),
                node.path("firstByteMicros").asLong(),
                node.path("serviceMicros").asLong(),
                node.path("responseMicros").asLong());
    }

    private static Exemplar.End end(JsonNode node) {
        return new Exemplar.End(
                ResultsReader.labelled(
                        Exemplar.Outcome.values(),
                        Exemplar.Outcome::label,
                        node.path("outcome").asText()),
                node.path("status").asInt(),
                node.path("cause").asText(),
                node.path("reason").asText());
    }
}
