package dev.loadtest.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.report.Results;
import dev.loadtest.report.LargeRun;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsConfigMapTest {
    private final RunResult result = Results.of(Verdict.FAILED, 5, 40, 3);

    private static int bytes(ConfigMap object) {
        return object.getBinaryData().values().stream()
                .mapToInt(text -> Base64.getDecoder().decode(text).length)
                .sum();
    }

    @Test
    void threeReports() throws IOException {
        ConfigMap object = ResultsConfigMap.desired(SampleTests.test(), result);
        Map<String, String> files = object.getBinaryData();
        assertThat(files).containsOnlyKeys("results.json.gz", "junit.xml.gz", "report.html.gz");
        assertThat(object.getMetadata().getAnnotations()).containsEntry(ResultsConfigMap.DETAIL, "full");
        byte[] json = Gzip.read(Base64.getDecoder().decode(files.get("results.json.gz")), 1 << 20)
                .orElseThrow();
        assertThat(new String(json, StandardCharsets.UTF_8)).contains("\"verdict\"");
    }

    /** As many bytes as a run may have at most, which gzip cannot make fewer. */
    @Test
    void bodiesOfExemplarsAreDroppedFirst() {
        RunResult large = Results.withBodies(result, 500, 2048);
        int full = bytes(ResultsConfigMap.desired(SampleTests.test(), large, Integer.MAX_VALUE));

        ConfigMap object = ResultsConfigMap.desired(SampleTests.test(), large);

        assertThat(full).isGreaterThan(ResultsConfigMap.MOST);
        assertThat(bytes(object)).isLessThanOrEqualTo(ResultsConfigMap.MOST);
        assertThat(object.getMetadata().getAnnotations())
                .containsEntry(ResultsConfigMap.DETAIL, "noBodies")
                .doesNotContainKey(ResultsConfigMap.LEFT_OUT);
    }

    /**
     * An hour's run of many requests fits, with its course over time, blocks and exemplars as far as they go; of whatever
     * size, the results themselves are there.
     */
    @ParameterizedTest
    @CsvSource({"2, 20, 16, noBodies", "1, 1000, 0, summary", "100, 4, 0, full"})
    void hourOfManyRequests(int phases, int requests, int blocks, String detail) throws IOException {
        RunResult hour = LargeRun.of(phases, requests, blocks);

        ConfigMap object = ResultsConfigMap.desired(SampleTests.test(), hour);

        assertThat(bytes(object)).isLessThanOrEqualTo(ResultsConfigMap.MOST);
        assertThat(object.getMetadata().getAnnotations())
                .containsEntry(ResultsConfigMap.DETAIL, detail)
                .doesNotContainKey(ResultsConfigMap.LEFT_OUT);
    }

    @Test
    void caseDetailIsDroppedNext() {
        int full = bytes(ResultsConfigMap.desired(SampleTests.test(), result));
        ConfigMap compact = ResultsConfigMap.desired(SampleTests.test(), result, full - 100);
        assertThat(compact.getMetadata().getAnnotations().get(ResultsConfigMap.DETAIL))
                .isNotIn("full", "noBodies");
        assertThat(bytes(compact)).isLessThan(full);
        ConfigMap least = ResultsConfigMap.desired(SampleTests.test(), result, 6_000);
        assertThat(bytes(least)).isLessThanOrEqualTo(6_000);
        assertThat(least.getMetadata().getAnnotations())
                .containsEntry(ResultsConfigMap.DETAIL, "summary")
                .containsEntry(ResultsConfigMap.LEFT_OUT, "report.html.gz");
    }
}
