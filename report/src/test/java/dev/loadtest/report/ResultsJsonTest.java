package dev.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.plan.Threshold.Time;
import dev.loadtest.engine.result.RunResult;
import dev.loadtest.engine.result.RunResult.HistogramEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsJsonTest {
    private static final List<String> KINDS = List.of("tracked", "fireAndForget", "unscored");

    /** However many requests and phases there are: the course over time has at most 10,000 cells, in some 1.5 MB. */
    @ParameterizedTest
    @CsvSource({"1, 1000", "100, 10", "2, 20"})
    void courseOverTimeIsBounded(int phases, int requests) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultsJson.write(LargeRun.of(phases, requests, 0), Detail.FULL, out);

        JsonNode overTime = new ObjectMapper().readTree(out.toByteArray()).get("overTime");
        assertThat(overTime.toString().length()).isLessThan(1_500_000);
        assertThat(overTime.get("series")
                        .valueStream()
                        .mapToInt(series -> series.get("second").size())
                        .sum())
                .isBetween(1, 10_000);
        assertThat(overTime.get("shared").asBoolean()).isEqualTo(phases * requests > 64);
    }

    @Test
    void goldenFile() throws IOException {
        // Not a real histogram: their compression depends on the JDK.
        HistogramEntry entry = new HistogramEntry("health", "", "health", Kind.TRACKED, Time.RESPONSE, "AAAA");
        assertThat(json(SampleRuns.small(List.of(entry)), Detail.FULL)).isEqualTo(Golden.read("small-results.json"));
    }

    @Test
    void equalResultsEqualBytes() throws IOException {
        assertThat(json(SampleRuns.plots(), Detail.FULL)).isEqualTo(json(SampleRuns.plots(), Detail.FULL));
    }

    @Test
    void booksCloseAndAddUp() throws IOException {
        JsonNode run = tree(SampleRuns.plots(), Detail.FULL);
        List<JsonNode> all = new ArrayList<>(List.of(run.get("totals")));
        for (JsonNode phase : run.get("phases")) {
            all.add(phase);
            phase.get("variants").forEach(all::add);
        }
        run.get("cases").forEach(all::add);
        List<JsonNode> requests = new ArrayList<>();
        all.forEach(level -> level.get("requests").forEach(requests::add));
        assertThat(requests).hasSizeGreaterThan(60);
        all.addAll(requests);
        assertThat(all).allSatisfy(ResultsJsonTest::closes);
        for (String kind : KINDS) {
            long sent = sent(run.get("totals"), kind);
            assertThat(sum(run.get("cases"), kind)).isEqualTo(sent);
            assertThat(sum(run.get("phases"), kind)).isEqualTo(sent);
            assertThat(sum(run.get("totals").get("requests"), kind)).isEqualTo(sent);
        }
    }

    /** Tracked and fire-and-forget requests together, of the run, its phases and its requests. */
    @Test
    void scoresAreSumsOfKinds() throws IOException {
        JsonNode run = tree(SampleRuns.plots(), Detail.SUMMARY);
        List<JsonNode> levels = new ArrayList<>(List.of(run.get("totals")));
        run.get("phases").forEach(levels::add);
        run.get("totals").get("requests").forEach(levels::add);
        assertThat(levels).hasSizeGreaterThan(12).allSatisfy(level -> {
            JsonNode scored = level.get("scored");
            assertThat(scored.get("sent").asLong())
                    .isEqualTo(sent(level, "tracked") + sent(level, "fireAndForget"))
                    .isPositive();
            assertThat(scored.get("responseMicros").get("max").asLong())
                    .isEqualTo(Math.max(
                            level.get("tracked")
                                    .get("responseMicros")
                                    .get("max")
                                    .asLong(),
                            level.get("fireAndForget")
                                    .get("responseMicros")
                                    .get("max")
                                    .asLong()));
            assertThat(scored.get("rps").asDouble()).isPositive();
        });
        run.get("cases").forEach(item -> assertThat(item.has("scored")).isFalse());
    }

    @Test
    void originOfTheRun() throws IOException {
        Origin origin = new Origin(
                "1.2.3", List.of(new Origin.Target("default", "http://plots")), "./loadtest run a", "kind: a");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultsJson.write(SampleRuns.small(), origin, Detail.FULL, out);
        JsonNode full = new ObjectMapper().readTree(out.toByteArray());
        assertThat(full.get("version").asText()).isEqualTo("1.2.3");
        assertThat(full.get("targets").toString()).isEqualTo("[{\"name\":\"default\",\"url\":\"http://plots\"}]");
        assertThat(full.get("command").asText()).isEqualTo("./loadtest run a");
        assertThat(full.get("manifest").asText()).isEqualTo("kind: a");
        out.reset();
        ResultsJson.write(SampleRuns.small(), origin, Detail.COMPACT, out);
        assertThat(new ObjectMapper()
                        .readTree(out.toByteArray())
                        .get("manifest")
                        .asText())
                .isEmpty();
    }

    @Test
    void untrustedTexts() throws IOException {
        JsonNode run = tree(SampleRuns.hostile(), Detail.FULL);
        String expected = SampleRuns.HOSTILE.replace('\uD800', '\uFFFD');
        assertThat(run.get("name").asText()).isEqualTo(expected);
        assertThat(run.get("cases"))
                .filteredOn(c -> c.get("outcome").asText().equals("FAILED"))
                .isNotEmpty()
                .allSatisfy(c -> {
                    assertThat(c.get("reason").asText()).isEqualTo(expected);
                    assertThat(c.get("captured").fieldNames().next()).isEqualTo(expected);
                });
    }

    @Test
    void runWithoutCases() throws IOException {
        JsonNode empty = tree(SampleRuns.empty(), Detail.FULL);
        JsonNode plots = tree(SampleRuns.plots(), Detail.FULL);
        assertThat(empty.fieldNames()).toIterable().containsExactlyElementsOf(plots::fieldNames);
        closes(empty.get("totals"));
    }

    @Test
    void detailLevels() throws IOException {
        RunResult plots = SampleRuns.withBlocks(
                SampleRuns.withExemplars(SampleRuns.plots(), "expected status 2xx, found 500", "no, not now"));
        JsonNode summary = tree(plots, Detail.SUMMARY);
        assertThat(summary.get("detail").asText()).isEqualTo("summary");
        assertThat(summary.get("histograms")).isEmpty();
        assertThat(summary.get("cases")).hasSize(plots.cases().size()).allSatisfy(c -> assertThat(c.has("tracked"))
                .isFalse());
        assertThat(tree(plots, Detail.COMPACT).get("cases"))
                .allSatisfy(c -> assertThat(c.has("tracked")).isTrue())
                .allSatisfy(c -> assertThat(c.has("requests")).isFalse());
        assertThat(tree(plots, Detail.BRIEF).get("histograms")).hasSameSizeAs(plots.histograms());
        assertThat(tree(plots, Detail.BRIEF).get("blocks")).hasSize(1);
        assertThat(tree(plots, Detail.WITHOUT_BLOCKS).get("blocks")).isEmpty();
        assertThat(tree(plots, Detail.WITHOUT_BLOCKS).get("histograms")).isNotEmpty();
        int before = Integer.MAX_VALUE;
        for (Detail detail : Detail.values()) {
            int size = zipped(json(plots, detail));
            assertThat(size).as(detail.label()).isLessThan(before);
            before = size;
        }
    }

    @Test
    void streamStaysOpen() throws IOException {
        boolean[] closed = new boolean[1];
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        ResultsJson.write(SampleRuns.small(), Detail.FULL, out);
        SamplesManifest.write(SampleRuns.small(), out);
        JunitXml.write(SampleRuns.small(), out);
        HtmlReport.write(SampleRuns.small(), Detail.FULL, out);
        assertThat(closed[0]).isFalse();
    }

    @Test
    void samplesManifest() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SamplesManifest.write(SampleRuns.plots(), out);
        JsonNode manifest = new ObjectMapper().readTree(out.toByteArray());
        assertThat(manifest.get("schema").asText()).isEqualTo(SamplesManifest.SCHEMA);
        JsonNode first = manifest.get("samples").get(0);
        assertThat(first.get("file").asText()).isEqualTo("samples/sampling/sampling[forced]/0.svg");
        assertThat(first.get("values").toString())
                .isEqualTo("{\"force\":\"true\",\"handle\":\"9f2c\",\"index\":\"-4\"}");
        assertThat(manifest.get("samples").get(1).get("error").asText()).isEqualTo("disk full");
        assertThat(tree(SampleRuns.plots(), Detail.FULL).get("samples").asInt())
                .as("those that were written")
                .isEqualTo(manifest.get("samples").size() - 1);
    }

    private static void closes(JsonNode level) {
        for (String kind : KINDS) {
            JsonNode books = level.get(kind);
            assertThat(books.get("planned").asLong())
                    .isEqualTo(books.get("sent").asLong() + values(books.get("notSent")));
            assertThat(values(books.get("unexpectedStatus")))
                    .isEqualTo(books.get("unexpected").asLong());
            assertThat(books.get("sent").asLong())
                    .isEqualTo(books.get("succeeded").asLong()
                            + books.get("unexpected").asLong()
                            + values(books.get("errors"))
                            + books.get("timeouts").asLong()
                            + books.get("unresolved").asLong());
        }
    }

    private static long values(JsonNode counts) {
        long sum = 0;
        for (JsonNode count : counts) {
            sum += count.asLong();
        }
        return sum;
    }

    private static long sum(JsonNode levels, String kind) {
        long sum = 0;
        for (JsonNode level : levels) {
            sum += sent(level, kind);
        }
        return sum;
    }

    private static long sent(JsonNode level, String kind) {
        return level.get(kind).get("sent").asLong();
    }

    private static JsonNode tree(RunResult run, Detail detail) throws IOException {
        return new ObjectMapper().readTree(json(run, detail));
    }

    private static String json(RunResult run, Detail detail) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultsJson.write(run, detail, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static int zipped(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.size();
    }
}
