package dev.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.engine.result.Outcome;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.CaseResult;
import dev.loadtest.report.json.CleanText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlReportTest {
    private static final RunResult HOUR = LargeRun.of(2, 20, 16);

    @Test
    void contentWithoutScripts() throws IOException {
        RunResult run = SampleRuns.plots();
        String body = withoutScripts(html(run, Detail.FULL));
        run.cases().forEach(c -> assertThat(body).contains(">" + c.id() + "</th>"));
        run.thresholds().forEach(t -> assertThat(body)
                .contains(t.threshold()
                        .expr()
                        .replace("<", "&lt;")
                        .replace("=", "&#x3D;")
                        .replace(">", "&gt;")));
        run.notes().forEach(n -> assertThat(body).contains(n.replace("'", "&#39;")));
        assertThat(body)
                .contains("Failed", "suspended by the user", "forced against cached", "caseTimeout: 4")
                .contains("6 of 200 requests (3 %) more than 250 ms late")
                .contains("response equals service time");
    }

    @Test
    void requestsWithReasonsOfFailures() throws IOException {
        RunResult run = SampleRuns.plots();
        String table = between(html(run, Detail.FULL), "id=\"by-Request\"", "</section>");
        run.totals().scores().requests().forEach((name, scored) -> assertThat(table)
                .contains("<th scope=\"row\">" + name + "</th><td class=\"n\" data-label=\"Count\" data-value=\""
                        + scored.entry().sent() + ".0\">"));
        assertThat(table)
                .contains(
                        "All requests",
                        "First byte",
                        "status\u00a0500\u00a0×\u00a0",
                        "timeout\u00a0×\u00a0",
                        "not sent: ");
    }

    @Test
    void journeysAndTargetsOnlyWhereThereAreSome() throws IOException {
        assertThat(html(SampleRuns.plots(), Detail.FULL))
                .doesNotContain("by-Journey")
                .doesNotContain("by-Target");
        assertThat(between(html(SampleRuns.journeys(), Detail.FULL), "id=\"by-Journey\"", "</section>"))
                .contains("buy", "pay\u00a0×\u00a01");
    }

    @Test
    void originOfTheRun() throws IOException {
        Origin origin = new Origin(
                "1.2.3",
                List.of(new Origin.Target("default", "http://plots"), new Origin.Target("idp", "http://<idp>")),
                "./loadtest run a.yaml --seed 7",
                "kind: </pre><script>");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HtmlReport.write(SampleRuns.small(), origin, Detail.FULL, out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("<dd>default http://plots, idp http://&lt;idp&gt;</dd>", "<dd>1.2.3</dd>")
                .contains(">./loadtest run a.yaml --seed 7</pre>", ">kind: &lt;/pre&gt;&lt;script&gt;</pre>");
        assertThat(html(SampleRuns.small(), Detail.FULL)).doesNotContain("id=\"origin\"");
    }

    @Test
    void untrustedTextIsEscaped() throws IOException {
        String html = html(SampleRuns.hostile(), Detail.FULL);
        assertThat(count(html, "<script")).isEqualTo(2);
        assertThat(count(html, "</script")).isEqualTo(2);
        assertThat(count(html, "<!--")).isZero();
        assertThat(html).doesNotContain("<b onclick").doesNotContain("\u0000").doesNotContain("\u202E");
        assertThat(html).contains("&lt;script&gt;window.pwned").contains("{{name}}");
    }

    @Test
    void scriptDataIsComplete() throws IOException {
        JsonNode data =
                new ObjectMapper().readTree(element(html(SampleRuns.hostile(), Detail.FULL), "json\" id=\"data"));
        assertThat(data.get("pauses").get(0).get("reason").asText()).isEqualTo(CleanText.shown(SampleRuns.HOSTILE));
        assertThat(data.get("variants")).extracting(JsonNode::asText).containsExactly("forced", "cached");
        assertThat(data.get("overTime").get("series"))
                .hasSameSizeAs(SampleRuns.hostile().overTime().series());
        assertThat(data.get("spans")).hasSize(14);
    }

    @Test
    void contentSecurityPolicy() throws Exception {
        String html = html(SampleRuns.plots(), Detail.FULL);
        String policy = between(html, "Content-Security-Policy\" content=\"", "\"");
        assertThat(policy)
                .startsWith("default-src 'none'; img-src data:; ")
                .contains("style-src '" + hash(between(html, "<style>", "</style>")) + "'")
                .contains("script-src '" + hash(between(html, "<script>", "</script>")) + "'")
                .doesNotContain("unsafe");
    }

    @Test
    void noExternalAddresses() throws IOException {
        String html = html(SampleRuns.plots(), Detail.FULL);
        Matcher address = Pattern.compile("https?://[^\"' )]+").matcher(html);
        assertThat(address.results().map(r -> r.group()).distinct()).containsExactly("http://www.w3.org/2000/svg");
        assertThat(html).doesNotContain("@import").doesNotContain("url(").doesNotContain(" style=\"");
    }

    @Test
    void runWithoutCases() throws IOException {
        String html = html(SampleRuns.empty(), Detail.FULL);
        assertThat(html)
                .contains("Aborted", "stopped before the first case", "No case ran.", "No request was planned.");
        assertThat(html).doesNotContain("id=\"latency\"").doesNotContain("id=\"variants\"");
    }

    @Test
    void passedRun() throws IOException {
        assertThat(SampleRuns.small().message()).isEmpty();
        assertThat(html(SampleRuns.small(), Detail.FULL)).contains("Every case passed, and every threshold held.");
    }

    @Test
    void hugeRun() throws IOException {
        RunResult plots = SampleRuns.plots();
        List<CaseResult> cases = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            cases.add(named(plots.cases().getFirst(), "bulk" + i, i == 4999 ? Outcome.FAILED : Outcome.PASSED));
        }
        RunResult huge = SampleRuns.with(plots, cases, List.of(), List.of(), List.of());
        String full = html(huge, Detail.FULL);
        assertThat(full).contains("992 of 5,000 cases", ">bulk0<", ">bulk990<", ">bulk4999<");
        assertThat(full).doesNotContain(">bulk991<");
        assertThat(html(huge, Detail.SUMMARY)).contains("300 of 5,000 cases", ">bulk4999<");
    }

    @Test
    void reducedDetail() throws IOException {
        String compact = html(SampleRuns.plots(), Detail.COMPACT);
        assertThat(compact).contains("Curves of single requests are left out");
        JsonNode data = new ObjectMapper().readTree(element(compact, "json\" id=\"data"));
        assertThat(data.get("curves"))
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c.get("request").asText()).isEmpty());
        assertThat(html(SampleRuns.plots(), Detail.FULL)).doesNotContain("Curves of single requests are left out");
    }

    /** Every bucket of every request is there, and the page opens fast. */
    @Test
    void hourOfFortyRequests() throws IOException {
        String html = html(HOUR, Detail.FULL);

        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
        JsonNode series = new ObjectMapper()
                .readTree(element(html, "json\" id=\"data"))
                .get("overTime")
                .get("series");
        // All, two phases, and 40 requests.
        assertThat(series).hasSize(43).allSatisfy(one -> assertThat(one.get("second"))
                .hasSizeGreaterThan(100));
    }

    /** A run of a thousand requests, of one phase or of a hundred, still fits a page. */
    @ParameterizedTest
    @CsvSource({"1, 1000", "100, 10"})
    void hourOfAThousandRequests(int phases, int requests) throws IOException {
        String html = html(LargeRun.of(phases, requests, 0), Detail.FULL);

        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
        assertThat(html).contains("more stand in <code>results.json</code>");
        JsonNode series =
                new ObjectMapper().readTree(element(html, "json\" id=\"data")).at("/overTime/series");
        assertThat(series).hasSizeBetween(60, 200).allSatisfy(one -> assertThat(one.get("second"))
                .hasSizeBetween(1, 450));
    }

    /** Ten are listed at once, of different requests. */
    @Test
    void firstFailuresOfEachRequestFirst() throws IOException {
        String requests = between(html(HOUR, Detail.FULL), "id=\"requests\"", "</section>");

        String listed = requests.substring(0, requests.indexOf("More failures"));
        assertThat(listed).contains("<b>request-number-0</b>", "<b>request-number-9</b>");
        assertThat(count(listed, "<details class=\"exemplar\">")).isEqualTo(10);
        assertThat(count(requests, "<details class=\"exemplar\">")).isEqualTo(200);
    }

    private static CaseResult named(CaseResult c, String id, Outcome outcome) {
        return new CaseResult(
                id,
                c.phase(),
                c.variant(),
                c.item(),
                outcome,
                c.reason(),
                c.startTime(),
                c.seconds(),
                c.gapMicros(),
                c.startSkewMicros(),
                c.totals(),
                c.captured());
    }

    private static String html(RunResult run, Detail detail) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HtmlReport.write(run, detail, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String withoutScripts(String html) {
        return html.substring(0, html.indexOf("<script"));
    }

    private static String element(String html, String start) {
        String from = html.substring(html.indexOf(start));
        return between(from, ">", "</script>");
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
}
