package dev.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.engine.result.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Single requests in results and report. */
class ExemplarsTest {
    private static final RunResult RUN =
            SampleRuns.withExemplars(SampleRuns.small(), "expected status 2xx, found 500", "{\"error\":\"no\"}");

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static JsonNode exemplars(RunResult run, Detail detail) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultsJson.write(run, detail, out);
        return new ObjectMapper().readTree(out.toByteArray()).get("exemplars");
    }

    private static String html(RunResult run, Detail detail) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HtmlReport.write(run, detail, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void resultsHaveEveryField() throws IOException {
        JsonNode failed = exemplars(RUN, Detail.FULL).get(0).get("failed").get(0);

        assertThat(failed).isEqualTo(new ObjectMapper().readTree("""
                        {"case": "health", "k": 17, "journey": "visit", "step": 2, "attempt": 1, "kind": "tracked", "traceId": "4bf92f3577b34da6a3ce929d0e0e4736",
                         "values": {"a": "***", "id": "7"}, "planned": "2026-01-15T09:30:02Z", "plannedMicros": 1500000,
                         "latenessMicros": 12, "heldMicros": 300, "connectMicros": 180, "firstByteMicros": 900,
                         "serviceMicros": 2000, "responseMicros": 2312, "outcome": "unexpected", "status": 500,
                         "cause": "", "reason": "expected status 2xx, found 500",
                         "headers": [{"name": "Content-Type", "value": "{\\"error\\":\\"no\\"}"}],
                         "body": "{\\"error\\":\\"no\\"}", "truncated": true, "note": ""}"""));
        assertThat(exemplars(RUN, Detail.FULL)
                        .get(0)
                        .get("slowest")
                        .get(0)
                        .get("connectMicros")
                        .isNull())
                .isTrue();
    }

    @Test
    void smallerResultsHaveNoBodies() throws IOException {
        JsonNode failed =
                exemplars(RUN, Detail.WITHOUT_BODIES).get(0).get("failed").get(0);

        assertThat(failed.has("body")).isFalse();
        assertThat(failed.get("reason").asText()).isEqualTo("expected status 2xx, found 500");
        assertThat(html(RUN, Detail.WITHOUT_BODIES))
                .contains("expected status 2xx, found 500", "Headers and body are left out to fit.")
                .doesNotContain("<pre>");
    }

    @Test
    void reportNamesRequestAndCause() throws IOException {
        assertThat(html(RUN, Detail.FULL))
                .contains("health k&#x3D;17 step&#x3D;2 attempt&#x3D;1", "expected status 2xx, found 500", "+2 s")
                .contains("<pre>{&quot;error&quot;:&quot;no&quot;}</pre>", "Body not shown: it is not text.");
        assertThat(html(SampleRuns.small(), Detail.FULL)).doesNotContain("id=\"requests\"");
    }

    @Test
    void tracesAreLinkedWithinTheWeb() throws IOException {
        assertThat(html(RUN, Detail.FULL)).contains(TRACE).doesNotContain("<a href=\"http");
        assertThat(html(SampleRuns.withTraceUrl(RUN, "https://traces/${traceId}?a=\"b"), Detail.FULL))
                .contains("<a href=\"https://traces/" + TRACE + "?a&#x3D;&quot;b\"");
        assertThat(html(SampleRuns.withTraceUrl(RUN, "javascript:alert(${traceId})"), Detail.FULL))
                .contains(TRACE)
                .doesNotContain("javascript:");
    }

    @Test
    void untrustedTextsAreEscaped() throws IOException {
        String html =
                html(SampleRuns.withExemplars(SampleRuns.small(), SampleRuns.HOSTILE, SampleRuns.HOSTILE), Detail.FULL);

        assertThat(html.split("<script", -1)).hasSize(3);
        assertThat(html).doesNotContain("<b onclick").doesNotContain("\u0000").doesNotContain("\u202E");
    }
}
