package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.demo.PlotServiceOptions;
import dev.loadtest.report.ResultsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/**
 * The main example from end to end: seven phases in both variants against the demo service, compared with the service's
 * own counts.
 */
class SevenPhasesIT {
    private static final Map<String, String> ENDPOINTS = Map.of(
            "health", "GET /health",
            "process", "POST /process_unified",
            "process-forced", "POST /process_unified",
            "process-cached", "POST /process_unified",
            "draw-valid", "GET /draw_plot",
            "draw-invalid", "GET /draw_plot",
            "draw-html", "GET /draw_plot",
            "draw-svg", "GET /draw_plot");

    @TempDir
    Path folder;

    @Test
    void booksMatchServiceCounts() throws Exception {
        try (PlotTarget target = PlotTarget.start(PlotServiceOptions.defaults())) {
            InProcess run = run(target, folder, "--workers", "3");

            assertThat(run.exit()).as("%s%s", run.out(), run.err()).isZero();
            ResultsFile results = ResultsFile.in(folder);
            assertThat(results.statuses(ENDPOINTS)).isEqualTo(target.counts());
            assertThat(results.booksClose()).isTrue();
            assertThat(results.cases()).isEqualTo(2 * (8 + 1 + 10 + 1 + 1 + 1 + 10));
            assertThat(run.out().lines())
                    .anyMatch(line -> line.matches("process\\[forced-a\\.csv] PASSED \\[ +[0-9]+%]"))
                    .anyMatch(line -> line.startsWith("ultrakill[forced-iter0] PASSED ["))
                    .anyMatch(line -> line.startsWith("ultrakill[cached-iter9] PASSED [100%]"));
            assertThat(variantOrder(run)).isSorted();
            assertThat(folder.resolve("report.html")).isNotEmptyFile();
            assertJunitHasATestcaseForEachCaseAndThreshold(results);
            assertSamplesAreWhatTheirManifestSays();
        }
    }

    @Test
    void booksMatchWithFailures() throws Exception {
        PlotServiceOptions failing =
                PlotServiceOptions.defaults().withWarmUp(Duration.ZERO).withFailureRate("draw", 0.2);
        try (PlotTarget target = PlotTarget.start(failing)) {
            InProcess run = run(target, folder, "-k", "cached and not ultrakill", "--workers", "2");

            assertThat(run.exit()).as("%s%s", run.out(), run.err()).isNotZero();
            ResultsFile results = ResultsFile.in(folder);
            assertThat(results.statuses(ENDPOINTS)).isEqualTo(target.counts());
            assertThat(results.booksClose()).isTrue();
        }
    }

    @Test
    void sameRequestsForAnyWorkers() throws Exception {
        List<SortedMap<String, Long>> asked = new ArrayList<>();
        for (int workers : new int[] {1, 3, 8}) {
            PlotServiceOptions options =
                    PlotServiceOptions.defaults().withWarmUp(Duration.ZERO).withRecording(20_000);
            try (PlotTarget target = PlotTarget.start(options)) {
                InProcess run = run(target, folder.resolve("workers-" + workers), "--workers", "" + workers);
                assertThat(run.exit()).as("%s%s", run.out(), run.err()).isZero();
                asked.add(target.requests());
            }
        }

        assertThat(asked.getFirst()).hasSizeGreaterThan(100).doesNotContainKey("(more)");
        assertThat(asked.get(1)).isEqualTo(asked.getFirst());
        assertThat(asked.get(2)).isEqualTo(asked.getFirst());
    }

    private static InProcess run(PlotTarget target, Path output, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                Examples.manifest("plot-service").toString(),
                "--target",
                target.url(),
                "--output",
                output.toString()));
        arguments.addAll(List.of(more));
        return InProcess.execute(arguments.toArray(String[]::new));
    }

    /** 0 for every line of the first variant, 1 for every line of the second. */
    private static List<Integer> variantOrder(InProcess run) {
        return run.out()
                .lines()
                .filter(line -> line.contains("PASSED ["))
                .map(line -> line.contains("[forced") ? 0 : 1)
                .toList();
    }

    private void assertJunitHasATestcaseForEachCaseAndThreshold(ResultsFile results) throws Exception {
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("junit.xml").toFile())
                .getDocumentElement();
        assertThat(suite.getElementsByTagName("testcase").getLength())
                .isEqualTo(results.cases() + results.thresholds());
        assertThat(suite.getElementsByTagName("failure").getLength()).isZero();
    }

    private void assertSamplesAreWhatTheirManifestSays() throws Exception {
        JsonNode samples = new ObjectMapper()
                .readTree(folder.resolve("samples/manifest.json").toFile())
                .path("samples");
        assertThat(samples).hasSize(2 * 20);
        for (JsonNode sample : samples) {
            byte[] saved = Files.readAllBytes(folder.resolve(sample.path("file").asText()));
            assertThat(sample.path("file").asText()).matches("samples/sampling/.*\\.(svg|html)");
            assertThat(saved).hasSize(sample.path("size").asInt());
            assertThat(sha256(saved)).isEqualTo(sample.path("sha256").asText());
            assertThat(sample.path("values").path("handle").asText()).isNotEmpty();
        }
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
