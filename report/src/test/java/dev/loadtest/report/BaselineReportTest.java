package dev.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.baseline.BaselineResult;
import dev.loadtest.engine.result.baseline.BaselineResult.Change;
import dev.loadtest.engine.result.baseline.BaselineResult.Limit;
import dev.loadtest.report.stored.ResultsReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The comparison with a baseline in every report. */
class BaselineReportTest {
    private static final BaselineResult BASELINE = new BaselineResult(
            "configmap/base-results",
            "plots",
            0.95,
            List.of("the phase <b> was sent by the base alone"),
            List.of(
                    new Limit(
                            "p99 <= +5%",
                            "Within",
                            true,
                            new Change(12_300, 12_400, 0.8, -1.5, 3.1, "percent"),
                            "p99 <= +5%: 12.3 ms to 12.4 ms"),
                    new Limit(
                            "p50 <= +5%",
                            "Undecided", true, new Change(1, 1, 4, 3, 6, "percent"), "p50 <= +5%: across"),
                    new Limit("mean <= +5%", "Undecided", false, null, "mean <= +5%: too few requests")));

    private static RunResult run() {
        return SampleRuns.plots().withBaseline(BASELINE, Verdict.FAILED, "baseline: mean <= +5%: too few requests");
    }

    private interface Format {
        void write(RunResult run, ByteArrayOutputStream out) throws IOException;
    }

    private static String text(Format format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(run(), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void resultsAreReadAsWritten() throws IOException {
        String json = text((run, out) -> ResultsJson.write(run, Detail.FULL, out));
        RunResult read = ResultsReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        assertThat(read.baseline()).isEqualTo(BASELINE);
    }

    @Test
    void aTestCaseForEachLimit() throws IOException {
        String xml = text(JunitXml::write);
        assertThat(xml.split("\\.baseline\"", -1)).hasSize(4);
        assertThat(xml).contains("type=\"baseline\"").contains("mean &lt;= +5%: too few requests");
        assertThat(xml.split("type=\"baseline\"", -1)).as("one fails").hasSize(2);
    }

    @Test
    void aTableInThePage() throws IOException {
        String html = text((run, out) -> HtmlReport.write(run, Detail.FULL, out));
        String section = html.substring(html.indexOf("<section id=\"baseline\""));
        assertThat(section.substring(0, section.indexOf("</section>")))
                .contains("plots (configmap/base-results)")
                .contains("Not compared: the phase &lt;b&gt; was sent by the base alone.")
                .contains("<span class=\"pill good\">Within</span>")
                .contains("<span class=\"pill warn\">Undecided</span>")
                .contains("<span class=\"pill bad\">Undecided</span>")
                .contains("12.3 ms to 12.4 ms");
        assertThat(html).contains("<a href=\"#baseline\">");
    }

    @Test
    void nothingWithoutOne() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HtmlReport.write(SampleRuns.plots(), Detail.FULL, out);
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("id=\"baseline\"");
    }
}
