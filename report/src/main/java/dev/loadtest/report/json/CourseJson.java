package dev.loadtest.report.json;

import java.io.IOException;
import java.util.List;

/** Times for the charts over time: phases and pauses, in seconds from the start of the run. */
public final class CourseJson {
    private CourseJson() {}

    /** A case that was started. */
    public record Ran(String phase, String variant, double from, double to) {
        private boolean isBeside(Ran other) {
            return phase.equals(other.phase) && variant.equals(other.variant);
        }
    }

    /** Writes a field {@code spans}: adjacent cases of one phase and variant make one span. */
    public static void spans(SafeJson json, List<Ran> cases) throws IOException {
        json.writeArrayFieldStart("spans");
        for (int i = 0; i < cases.size(); ) {
            Ran first = cases.get(i);
            double from = first.from();
            double to = first.to();
            for (; i < cases.size() && first.isBeside(cases.get(i)); i++) {
                from = Math.min(from, cases.get(i).from());
                to = Math.max(to, cases.get(i).to());
            }
            json.writeStartObject();
            json.writeDecimal("from", from);
            json.writeDecimal("to", to);
            json.writeStringField("phase", first.phase());
            json.writeStringField("variant", first.variant());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    public static void pause(SafeJson json, double from, double to, String reason) throws IOException {
        json.writeStartObject();
        json.writeDecimal("from", from);
        json.writeDecimal("to", to);
        json.writeStringField("reason", reason);
        json.writeEndObject();
    }
}
