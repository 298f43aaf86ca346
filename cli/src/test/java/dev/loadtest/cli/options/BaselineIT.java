package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.cli.InProcess;
import dev.loadtest.engine.result.RunResult.BlockEntry;
import dev.loadtest.engine.result.block.BlockSheet;
import dev.loadtest.engine.result.compare.ComparedRun;
import dev.loadtest.engine.result.wire.BlockState;
import dev.loadtest.report.ResultsJson;
import dev.loadtest.report.stored.ComparedRunReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code baseline}: a run is judged by its differences to an earlier one. */
class BaselineIT {
    private static final String PLAN = """
            requests: [{name: r, path: "/r/${item}", values: {item: {range: {min: 1, max: 999999}}}}]
            phases: [{name: p, request: r, concurrency: {users: 8, requests: 400}}]
            """;

    @RegisterExtension
    final Lab lab = new Lab();

    private TestTarget target;

    @BeforeEach
    void serve() {
        target = lab.target();
    }

    /** The manifest's folder gets base.json: a run of the plan whose requests took so long, each the same. */
    private void base(Duration each) throws IOException {
        Finished real = lab.run(target, "seed: 7\n" + PLAN).passed();
        ComparedRun run;
        try (InputStream in = Files.newInputStream(real.folder().resolve("results.json"))) {
            run = ComparedRunReader.read(in);
        }
        List<BlockEntry> blocks = run.blocks().stream()
                .map(entry -> constant(entry, each.toNanos()))
                .toList();
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        ResultsJson.writeCompared(new ComparedRun(run.name(), run.seed(), run.verdict(), run.message(), blocks), json);
        lab.file("base.json", json.toString(StandardCharsets.UTF_8));
    }

    private static BlockEntry constant(BlockEntry entry, long nanos) {
        BlockSheet sheet = new BlockSheet();
        for (BlockState block : entry.blocks()) {
            for (long i = 0; i < block.sent(); i++) {
                sheet.row(entry.request(), entry.kind()).at(block.index()).sent();
                sheet.row(entry.request(), entry.kind()).at(block.index()).ended(false, nanos);
            }
        }
        return new BlockEntry(
                entry.phase(),
                entry.variant(),
                entry.request(),
                entry.kind(),
                entry.print(),
                sheet.state().lines().getFirst().blocks());
    }

    private static String baseline(String limits) {
        return "baseline: {file: base.json, " + limits + "}\n" + PLAN;
    }

    @Test
    void fasterIsWithinAndHasTheSameSeed() throws IOException {
        base(Duration.ofMinutes(10));
        Finished run =
                lab.run(target, baseline("limits: [{expr: \"p50 <= +5%\"}]")).passed();

        assertThat(run.results().path("seed").asLong()).isEqualTo(7);
        JsonNode baseline = run.results().path("baseline");
        assertThat(baseline.path("source").asText()).isEqualTo("base.json");
        assertThat(baseline.at("/limits/0/result").asText()).isEqualTo("Within");
        assertThat(baseline.at("/limits/0/unit").asText()).isEqualTo("percent");
        assertThat(baseline.at("/limits/0/difference").asDouble())
                .isNegative()
                .isBetween(
                        baseline.at("/limits/0/low").asDouble(),
                        baseline.at("/limits/0/high").asDouble());
        assertThat(run.command().out()).containsPattern("\n  baseline +Within +p50 <= \\+5%: ");
        assertThat(run.folder().resolve("junit.xml")).content().contains("classname=\"option.baseline\"");
        assertThat(run.folder().resolve("report.html")).content().contains("id=\"baseline\"", "base.json");
    }

    @Test
    void slowerFails() throws IOException {
        base(Duration.ofNanos(1_000));
        Finished run = lab.run(target, baseline("undecided: Pass, limits: [{expr: \"p50 <= +20%\"}]"))
                .failed();

        assertThat(run.message()).startsWith("baseline: p50 <= +20%: ");
        assertThat(run.results().at("/baseline/limits/0/result").asText()).isEqualTo("Beyond");
        assertThat(run.folder().resolve("junit.xml")).content().contains("type=\"baseline\"");
    }

    /** No data is never a pass, not even with undecided: Pass. */
    @Test
    void otherPlanFails() throws IOException {
        base(Duration.ofMinutes(10));
        String other =
                baseline("undecided: Pass, limits: [{expr: \"p50 <= +900%\"}]").replace("max: 999999", "max: 5");
        assertThat(lab.run(target, other).failed().message()).contains("the phase p differs between the two plans");
    }

    @Test
    void unusableBaselinesAreRefusedBeforeTheRun() throws IOException {
        base(Duration.ofSeconds(1));
        int sent = target.received().size();
        String limits = "limits: [{expr: \"p50 <= +5%\"}]";
        assertThat(refused("seed: 8\n" + baseline(limits)))
                .contains("spec.baseline: the run in base.json has the seed 7 and this one 8");
        assertThat(refused(baseline(limits).replace("base.json", "none.json")))
                .contains(
                        "spec.baseline.file: there is no file \"none.json\" (it is relative to the manifest; a run without");
        lab.file("notes.json", "{\"a\": 1}");
        assertThat(refused(baseline(limits).replace("base.json", "notes.json")))
                .contains("spec.baseline.file: \"notes.json\" is not of the form loadtest.dev/results/v1");
        assertThat(refused(baseline(limits).replace("base.json", "../base.json")))
                .contains("spec.baseline.file: \"../base.json\" leads out of the manifest's folder");
        assertThat(refused(baseline(limits).replace("file: base.json", "results: {configMap: base}")))
                .contains("spec.baseline.file: is required for a run on one machine");
        assertThat(target.received()).hasSize(sent);
    }

    private String refused(String spec) {
        InProcess run = lab.execute("run", "target: {url: \"" + target.url() + "\"}\n" + spec);
        assertThat(run.exit()).as(run.toString()).isEqualTo(2);
        return run.err();
    }
}
