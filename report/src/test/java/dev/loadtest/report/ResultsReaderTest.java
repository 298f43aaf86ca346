package dev.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.result.Books;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.report.stored.ResultsReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsReaderTest {

    @Test
    void whatWasWritten() throws IOException {
        RunResult run = SampleRuns.withBlocks(
                SampleRuns.withExemplars(SampleRuns.plots(), "expected status 2xx, found 500", "no"));
        RunResult read = read(written(run, Detail.FULL));
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields(
                        "execution.pauses",
                        "measurements.phases",
                        "measurements.timeline",
                        "measurements.overTime",
                        "measurements.histograms",
                        "measurements.rps",
                        "measurements.totals",
                        "measurements.cases",
                        "singleRequests.samples")
                .ignoringFieldsMatchingRegexes(
                        "measurements.blocks.blocks.response.maxMicros",
                        "judgement.thresholds.threshold.labels.*",
                        ".*\\.answer.*",
                        ".*\\.traceUrl")
                .isEqualTo(run);
        assertThat(read.totals().requests().keySet())
                .isEqualTo(run.totals().requests().keySet());
        run.totals()
                .books()
                .kinds()
                .forEach((kind, entry) -> assertSame(read.totals().books().kind(kind), entry));
        assertThat(read.totals().scores())
                .usingRecursiveComparison()
                .withEqualsForType(ResultsReaderTest::nearly, Double.class)
                .ignoringFieldsMatchingRegexes(".*sumMicros")
                .isEqualTo(run.totals().scores());
        assertThat(read.phases())
                .usingRecursiveComparison()
                .withEqualsForType(ResultsReaderTest::nearly, Double.class)
                .ignoringFields("variants")
                .ignoringFieldsMatchingRegexes(".*sumMicros")
                .isEqualTo(run.phases());
        run.totals().journeys().forEach((name, books) -> books.kinds().forEach((kind, entry) -> assertThat(
                        read.totals().journeys().get(name).kind(kind).counts())
                .isEqualTo(entry.counts())));
    }

    /** Written with six decimals. */
    private static boolean nearly(Double one, Double other) {
        return Math.abs(one - other) < 1e-6;
    }

    /** Results of a version that did not merge kinds: what one kind alone measured is what both measured. */
    @Test
    void withoutScores() throws IOException {
        RunResult run = SampleRuns.small();
        String written = new String(written(run, Detail.FULL), StandardCharsets.UTF_8);
        String older = written.replace("\"scored\":", "\"later\":");
        assertThat(older).isNotEqualTo(written);
        RunResult.Scores read =
                read(older.getBytes(StandardCharsets.UTF_8)).totals().scores();
        RunResult.Scored health = run.totals().scores().requests().get("health");
        assertThat(read.requests().get("health").entry().counts())
                .isEqualTo(health.entry().counts());
        assertThat(read.requests().get("health").entry().response().p95())
                .isEqualTo(health.entry().response().p95());
        assertThat(read.all().entry().sent()).isEqualTo(2);
        assertThat(read.all().rps()).isZero();
    }

    private static void assertSame(Books.Entry read, Books.Entry written) {
        assertThat(read.counts()).isEqualTo(written.counts());
        assertThat(read.response().p99()).isEqualTo(written.response().p99());
        assertThat(read.lateness()).isEqualTo(written.lateness());
        assertThat(read.traffic()).isEqualTo(written.traffic());
    }

    /** Without the books of cases, too, every case has its end. */
    @ParameterizedTest
    @EnumSource(Detail.class)
    void casesOfEveryDetail(Detail detail) throws IOException {
        RunResult run = SampleRuns.plots();
        assertThat(read(written(run, detail)).cases())
                .usingRecursiveComparison()
                .ignoringFields("totals", "captured", "seconds")
                .isEqualTo(run.cases());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{\"schema\":\"loadtest.dev/results/v9\"}",
                "{\"schema\":\"loadtest.dev/results/v1\",\"verdict\":\"Great\"}",
                "{\"schema\":\"loadtest.dev/results/v1\",\"verdict\":\"Passed\",\"startTime\":\"now\"}"
            })
    void whatIsNoResult(String text) {
        assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8))).isInstanceOf(IOException.class);
    }

    private static byte[] written(RunResult run, Detail detail) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultsJson.write(run, detail, out);
        return out.toByteArray();
    }

    private static RunResult read(byte[] bytes) throws IOException {
        return ResultsReader.read(new ByteArrayInputStream(bytes));
    }
}
