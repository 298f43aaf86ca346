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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                    | is not an object of JSON
                    []                                                    | is not an object of JSON
                    {}                                                    | is not of the form loadtest.dev/results/v1
                    {"schema": "loadtest.dev/results/v2"}                 | is not of the form loadtest.dev/results/v1
                    {"schema": "loadtest.dev/results/v1"                  | is not JSON
                    {"schema": "loadtest.dev/results/v1", "seed": "x"}    | cannot be read
                    {"schema": "loadtest.dev/results/v1", "seed": 1}      | cannot be read: there is no ""
                    {"schema": "loadtest.dev/results/v1", "seed": 1, "verdict": "Passed", "blocks": [{"index": [0]}]} | cannot be read
                    """)
    void refused(String text, String why) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessageContaining(why);
    }
}
