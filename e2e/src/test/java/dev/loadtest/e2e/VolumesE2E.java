package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.crds.model.LoadTestStatus;
import dev.loadtest.crds.model.LoadTestStatus.State;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import dev.loadtest.report.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Files out of a claim, reports and samples into it. The volumes are folders of the node, which must be this machine. */
@EnabledIfEnvironmentVariable(named = "LOADTEST_E2E_CLUSTER", matches = ".+")
class VolumesE2E {
    private static final String MANIFEST = Scenario.read("e2e/scenarios/volumes/loadtest.yaml");
    private static final String INPUTS = "examples/plot-service/inputs";

    @BeforeAll
    static void install() {
        Operator.ready();
    }

    @Test
    void filesAndOutput() throws IOException, NoSuchAlgorithmException {
        try (Scenario scenario = Scenario.open("volumes");
                HostVolume volume = new HostVolume(scenario)) {
            PlotService plots = scenario.plots();
            volume.put(INPUTS, "in");
            Files.writeString(volume.folder().resolve("in/not-one.txt"), "not named by the pattern");
            volume.claim("data", "ReadWriteMany");

            Run run = scenario.run(MANIFEST);

            assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            ResultsFile results = run.results();
            Path out = volume.folder().resolve("out/first");
            assertThat(results.json().path("cases").findValuesAsText("id"))
                    .containsExactly(
                            "process[a.csv]",
                            "process[b.csv]",
                            "process[c.csv]",
                            "process[d.csv]",
                            "process[e.csv]",
                            "process[f.csv]",
                            "process[g.csv]",
                            "process[h.csv]",
                            "ready",
                            "plots");
            assertThat(results.total("sent")).isEqualTo(plots.answered());
            assertThat(ResultsFile.in(out).json().path("totals"))
                    .isEqualTo(results.json().path("totals"));
            assertThat(out.resolve("junit.xml")).isNotEmptyFile();
            assertThat(out.resolve("report.html")).isNotEmptyFile();
            assertSamples(out, 10);
        }
    }

    /** Each that the samples' manifest names lies there, as it says. */
    private static void assertSamples(Path out, int count) throws IOException, NoSuchAlgorithmException {
        JsonNode samples = new ObjectMapper()
                .readTree(out.resolve("samples/manifest.json").toFile())
                .path("samples");
        assertThat(samples).hasSize(count);
        for (JsonNode sample : samples) {
            byte[] content = Files.readAllBytes(out.resolve(sample.path("file").asText()));
            assertThat(content).hasSize(sample.path("size").asInt());
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
                    .isEqualTo(sample.path("sha256").asText());
        }
    }

    @Test
    void noMatchEndsRun() {
        try (Scenario scenario = Scenario.open("no-files");
                HostVolume volume = new HostVolume(scenario)) {
            PlotService plots = scenario.plots();
            volume.put(INPUTS, "in");
            volume.claim("data", "ReadWriteMany");

            Run run = scenario.run(MANIFEST.replace("in/*.csv", "in/*.parquet"));

            LoadTestStatus status = run.awaitEnd(120);
            assertThat(status.verdict()).as(run::describe).isEqualTo(Verdict.ERROR);
            assertThat(status.message()).contains("no file of set csv matches *.parquet");
            assertThat(plots.answered()).isZero();
        }
    }

    @Test
    void unsuitableClaimForReading() {
        assertRefused(
                MANIFEST,
                "spec.files[0].persistentVolumeClaim.claimName: the access mode ReadWriteOnce cannot serve 2 pods that"
                        + " read; it must be ReadOnlyMany or ReadWriteMany");
    }

    @Test
    void unsuitableClaimForWriting() {
        String files = "persistentVolumeClaim: {claimName: data, path: \"in/*.csv\"}";
        assertThat(MANIFEST).contains(files);
        assertRefused(
                MANIFEST.replace(files, "configMap: {name: plot-inputs}"),
                "spec.output.persistentVolumeClaim.claimName: the access mode ReadWriteOnce cannot serve 2 pods that"
                        + " write; it must be ReadWriteMany");
    }

    private static void assertRefused(String manifest, String reason) {
        try (Scenario scenario = Scenario.open("one-pod");
                HostVolume volume = new HostVolume(scenario)) {
            scenario.plots();
            scenario.configMap("plot-inputs", INPUTS);
            volume.claim("data", "ReadWriteOnce");

            Run run = scenario.run(manifest);

            LoadTestStatus status =
                    run.await(30, it -> it.message() != null && !it.message().isEmpty());
            assertThat(status.message()).contains(reason);
            Targets.assertNoJobs(scenario);
        }
    }

    @Test
    void lateClaimIsAwaited() {
        try (Scenario scenario = Scenario.open("late-claim");
                HostVolume volume = new HostVolume(scenario)) {
            scenario.plots();
            volume.put(INPUTS, "in");
            Run run = scenario.run(MANIFEST);
            assertThat(run.awaitState(30, State.PENDING).message())
                    .contains("there is no PersistentVolumeClaim \"data\"");

            volume.claim("data", "ReadWriteMany");

            assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
        }
    }
}
