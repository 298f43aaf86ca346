package dev.loadtest.report;

import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Sample;
import dev.loadtest.report.json.SafeJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/** {@code samples/manifest.json}: the response bodies that were kept, each with its request and status. */
public final class SamplesManifest {

    /** The value of {@code schema}. */
    public static final String SCHEMA = "loadtest.dev/samples/v1";

    private SamplesManifest() {}

    /** Writes UTF-8; flushes the stream and leaves it open. */
    public static void write(RunResult result, OutputStream out) throws IOException {
        try (SafeJson json = SafeJson.to(out)) {
            json.writeStartObject();
            json.writeStringField("schema", SCHEMA);
            json.writeStringField("name", result.name());
            json.writeArrayFieldStart("samples");
            for (Sample sample : result.samples()) {
                json.writeRaw('\n');
                write(json, sample);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
        out.flush();
    }

    private static void write(SafeJson json, Sample sample) throws IOException {
        json.writeStartObject();
        json.writeStringField("case", sample.caseId());
        json.writeNumberField("k", sample.k());
        json.writeStringField("journey", sample.journey());
        json.writeNumberField("sending", sample.sending());
        json.writeStringField("request", sample.request());
        json.writeObjectFieldStart("values");
        for (Map.Entry<String, String> value : new TreeMap<>(sample.values()).entrySet()) {
            json.writeStringField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("status", sample.status());
        json.writeStringField("file", sample.file());
        json.writeNumberField("size", sample.size());
        json.writeStringField("sha256", sample.sha256());
        json.writeBooleanField("truncated", sample.truncated());
        json.writeStringField("error", sample.error());
        json.writeEndObject();
    }
}
