package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import dev.loadtest.demo.PlotServiceOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests follow from the seed alone: one pod, four pods and this machine send the same. */
class SameSeedE2E {
    private static final String MANIFEST = "e2e/scenarios/same-seed/loadtest.yaml";
    private static final int RECORDED = 20_000;

    @TempDir
    private static Path folder;

    private static SortedMap<String, Long> local = new TreeMap<>();

    @BeforeAll
    static void askFromThisMachine() throws IOException {
        Operator.ready();
        local = fromThisMachine("7");
        // Every request is recorded and distinct, so that a single different one would show.
        assertThat(local).hasSizeGreaterThan(200).doesNotContainKey("(more)");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void podsMatchLocalRun(int workers) {
        try (Scenario scenario = Scenario.open("same-seed")) {
            PlotService plots = scenario.plots("--warmup", "0s", "--record", String.valueOf(RECORDED));
            scenario.configMap("plot-inputs", "examples/plot-service/inputs");

            Run run = scenario.run(Scenario.read(MANIFEST), Manifests.spec(Map.of("parallelism", workers)));

            assertThat(run.awaitEnd(180).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            SortedMap<String, Long> asked = plots.requests();
            assertThat(without(local, asked))
                    .as("asked from this machine alone")
                    .isEmpty();
            assertThat(without(asked, local)).as("asked by pods alone").isEmpty();
            assertThat(run.results().total("sent")).isEqualTo(plots.answered());
        }
    }

    @Test
    void otherSeedDiffers() throws IOException {
        assertThat(fromThisMachine("8")).isNotEqualTo(local);
    }

    private static Set<Map.Entry<String, Long>> without(SortedMap<String, Long> these, SortedMap<String, Long> those) {
        Set<Map.Entry<String, Long>> rest = new TreeMap<>(these).entrySet();
        rest.removeAll(those.entrySet());
        return rest;
    }

    /** With {@code ./loadtest}, against a service on loopback. */
    private static SortedMap<String, Long> fromThisMachine(String seed) throws IOException {
        PlotServiceOptions options =
                PlotServiceOptions.defaults().withWarmUp(Duration.ZERO).withRecording(RECORDED);
        try (dev.loadtest.demo.PlotService service = dev.loadtest.demo.PlotService.start(options)) {
            loadtest(
                    "run",
                    Kubernetes.file(MANIFEST).toString(),
                    "--allow-path",
                    Kubernetes.file("examples").toString(),
                    "--target",
                    service.url(),
                    "--workers",
                    "2",
                    "--seed",
                    seed,
                    "--output",
                    folder.resolve(seed).toString());
            URI asked = URI.create(service.url() + "/admin/requests");
            try (InputStream in = asked.toURL().openStream()) {
                return new ObjectMapper().readValue(in, new TypeReference<>() {});
            }
        }
    }

    private static void loadtest(String... words) {
        Command.run(Kubernetes.file("loadtest").toString(), List.of(words)).ok();
    }
}
