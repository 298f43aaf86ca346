package dev.loadtest.report.json;

import dev.loadtest.engine.result.exemplar.Exemplar;
import dev.loadtest.engine.result.exemplar.ExemplarList;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The exemplars of one phase and request in {@code results.json}.
 *
 * @param answers whether they have headers and bodies
 */
public record ExemplarsJson(SafeJson json, ExemplarList list, boolean answers) {

    /** Writes the fields of the list. */
    public void write() throws IOException {
        json.writeStringField("phase", list.phase());
        json.writeStringField("request", list.request());
        exemplars("slowest", list.slowest());
        exemplars("failed", list.failed());
    }

    private void exemplars(String name, List<Exemplar> exemplars) throws IOException {
        json.writeArrayFieldStart(name);
        for (Exemplar exemplar : exemplars) {
            json.writeStartObject();
            sent(exemplar.sent());
            json.writeStringField("planned", list.planned(exemplar).toString());
            times(exemplar.times());
            end(exemplar.end());
            if (answers) {
                answer(exemplar.answer());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void sent(Exemplar.Sent sent) throws IOException {
        json.writeStringField("case", sent.caseId());
        json.writeNumberField("k", sent.k());
        json.writeStringField("journey", sent.journey());
        json.writeNumberField("step", sent.step());
        json.writeNumberField("attempt", sent.attempt());
        json.writeStringField("kind", sent.kind().label());
        json.writeStringField("traceId", sent.traceId());
        json.writeObjectFieldStart("values");
        for (Map.Entry<String, String> value : new TreeMap<>(sent.values()).entrySet()) {
            json.writeStringField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }

    private void times(Exemplar.Times times) throws IOException {
        json.writeNumberField("plannedMicros", times.plannedMicros());
        json.writeNumberField("latenessMicros", times.latenessMicros());
        json.writeNumberField("heldMicros", times.heldMicros());
        if (times.connectMicros() < 0) {
            json.writeNullField("connectMicros");
        } else {
            json.writeNumberField("connectMicros", times.connectMicros());
        }
        json.writeNumberField("firstByteMicros", times.firstByteMicros());
        json.writeNumberField("serviceMicros", times.serviceMicros());
        json.writeNumberField("responseMicros", times.responseMicros());
    }

    private void end(Exemplar.End end) throws IOException {
        json.writeStringField("outcome", end.outcome().label());
        json.writeNumberField("status", end.status());
        json.writeStringField("cause", end.cause());
        json.writeStringField("reason", end.reason());
    }

    private void answer(Exemplar.Answer answer) throws IOException {
        json.writeArrayFieldStart("headers");
        for (Exemplar.Header header : answer.headers()) {
            json.writeStartObject();
            json.writeStringField("name", header.name());
            json.writeStringField("value", header.value());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("body", answer.body());
        json.writeBooleanField("truncated", answer.truncated());
        json.writeStringField("note", answer.note());
    }
}
