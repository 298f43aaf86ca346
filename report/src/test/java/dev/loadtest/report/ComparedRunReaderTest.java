package dev.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.plan.Kind;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.Verdict;
import dev.loadtest.engine.result.block.Block;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.result.compare.ComparedRun;
import dev.loadtest.report.stored.ComparedRunReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparedRunReaderTest {
    private static ComparedRun run() {
        BlockSheet sheet = new BlockSheet();
        for (int i = 0; i < 8; i++) {
            Block block = sheet.row("draw", Kind.TRACKED).at(i);
            block.sent();
            block.ended(i == 3, 2_000_000 + i);
        }
        BlockEntry entry = new BlockEntry(
                "load",
                "forced",
                "draw",
                Kind.TRACKED,
                "0123",
                sheet.state().lines().getFirst().blocks());
        return new ComparedRun("plots", 9_007_199_254_740_992L, Verdict.FAILED, "1 case failed", List.of(entry));
    }

    private static byte[] json(ComparedRun run) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultsJson.writeCompared(run, out);
        return out.toByteArray();
    }

    private static ComparedRun read(String text) throws IOException {
        return ComparedRunReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void copyIsReadAsWritten() throws IOException {
        ComparedRun copy = ComparedRunReader.read(new ByteArrayInputStream(json(run())));
        assertThat(json(copy)).isEqualTo(json(run()));
        assertThat(copy.seed()).isEqualTo(run().seed());
        assertThat(copy.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(copy.blocks().getFirst().blocks()).hasSize(8);
    }

    @Test
    void otherFieldsAreSkipped() throws IOException {
        String whole = new String(json(run()), StandardCharsets.UTF_8)
                .replaceFirst("\\{", "{\"timeline\":[{\"second\":0}],\"totals\":{\"tracked\":{\"blocks\":[1]}},");
        assertThat(json(read(whole))).isEqualTo(json(run()));
    }

    /** Skipped values may be any number; blocks may not. */
    @Test
    void blocksAreBounded() throws IOException {
        String many = "[" + "0,".repeat(200_000) + "0]";
        String schema = "{\"schema\":\"" + ResultsJson.SCHEMA + "\",\"verdict\":\"Passed\",\"seed\":1,";
        assertThat(read(schema + "\"cases\":" + many + "}").blocks()).isEmpty();
        assertThatThrownBy(() -> read(schema + "\"blocks\":[{\"index\":" + many + "}]}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("values in its blocks");
    }

    /** Numbers that no run has: a comparison would overflow, or take hours. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    "index": [0, 1                     | "index": [0, 0                   | the index of a block
                    "index": [0, 1                     | "index": [0, 1000000000          | the index of a block
                    "index": [0, 1                     | "index": [0, 1e99                | no count
                    "index": [0, 1                     | "index": [0, -1                  | no count
                    "index": [0, 1, 2                  | "index": [0                      | numbers in index
                    "sent": [1, 1                      | "sent": [1, 9223372036854775807  | than any run
                    "sent": [1, 1                      | "sent": [1, 0.5                  | no count
                    "sent": [1, 1                      | "sent": [1, "NaN"                | no count
                    "failures": [0, 0                  | "failures": [0, 2                | a block of 1 requests has 2 failures
                    "sumMicros": [2000                 | "sumMicros": [9000000000000000000| than any run
                    """)
    void numbersOfNoRun(String before, String after, String why) throws IOException {
        String whole = spaced(new String(json(run()), StandardCharsets.UTF_8));
        assertThat(whole).contains(before);
        assertThat(read(whole).blocks()).hasSize(1);
        assertThatThrownBy(() -> read(whole.replace(before, after)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    private static String spaced(String json) {
        return json.replaceAll("\\s+", "").replace(",", ", ").replace(":", ": ");
    }

    @Test
    void listsOfNoRun() {
        BlockEntry entry = run().blocks().getFirst();
        BlockEntry otherPrint =
                new BlockEntry(entry.phase(), entry.variant(), "list", entry.kind(), "4567", entry.blocks());
        List<BlockEntry> many = IntStream.range(0, 321)
                .mapToObj(i -> new BlockEntry("load", "", "r" + i, entry.kind(), "0123", entry.blocks()))
                .toList();
        assertThatThrownBy(() -> read(entry, entry)).hasMessageContaining("are listed twice");
        assertThatThrownBy(() -> read(entry, otherPrint)).hasMessageContaining("different prints");
        assertThatThrownBy(() -> read(many.toArray(BlockEntry[]::new))).hasMessageContaining("more than 2560 blocks");
    }

    /** Each histogram is a few hundred bytes and unfolds to every bucket that there is. */
    @Test
    void fullHistograms() {
        BlockSheet sheet = new BlockSheet();
        for (int i = 0; i < 32; i++) {
            Block block = sheet.row("draw", Kind.TRACKED).at(i);
            for (long micros = 1; micros < 3_600_000_000L; micros += 1 + micros / 256) {
                block.sent();
                block.ended(false, micros * 1_000);
            }
        }
        BlockEntry full = new BlockEntry(
                "load",
                "",
                "draw",
                Kind.TRACKED,
                "0123",
                sheet.state().lines().getFirst().blocks());
        List<BlockEntry> many = IntStream.range(0, 80)
                .mapToObj(i -> new BlockEntry("load", "", "r" + i, full.kind(), full.print(), full.blocks()))
                .toList();
        assertThatThrownBy(() -> read(many.toArray(BlockEntry[]::new)))
                .hasMessageContaining("more than 2000000 different response times");
    }

    private static ComparedRun read(BlockEntry... entries) throws IOException {
        return read(new String(
                json(new ComparedRun("plots", 7, Verdict.PASSED, "", List.of(entries))), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                    | is not an object of JSON
                    []                                                    | is not an object of JSON
                    {}                                                    | is not of the form loadtest.dev/results/v1
                    {"schema": "loadtest.dev/results/v2"}                 | is not of the form loadtest.dev/results/v1
                    {"schema": "loadtest.dev/results/v1"                  | is not JSON
                    {"schema": "loadtest.dev/results/v1", "seed": "x"}    | has no seed
                    {"schema": "loadtest.dev/results/v1", "seed": 1e99}   | has no seed
                    {"schema": "loadtest.dev/results/v1", "verdict": "Passed"} | has no seed
                    {"schema": "loadtest.dev/results/v1", "seed": 1}      | cannot be read: there is no ""
                    {"schema": "loadtest.dev/results/v1", "seed": 1, "verdict": "Passed", "blocks": [{"index": [0]}]} | cannot be read
                    """)
    void refused(String text, String why) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessageContaining(why);
    }
}
