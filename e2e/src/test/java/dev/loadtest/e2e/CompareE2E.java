package dev.loadtest.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loadtest.crds.model.LoadTestStatus.Verdict;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a run in a cluster failed, and whether it is worse than another one: by what its results ConfigMap holds. */
class CompareE2E {
    private static final String MANIFEST = Scenario.read("e2e/scenarios/baseline/loadtest.yaml");
    /** Of an object in etcd, with room for what else it has. */
    private static final int MAX_BYTES = 1 << 20;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void operator() {
        Operator.ready();
    }

    private void compare(Editor editor, int exit, String contained, String... words) {
        try (Cli cli = Cli.start(editor.kubeconfig(folder), folder, words)) {
            assertThat(cli.end()).as(cli.lines() + "\n" + cli.err()).isEqualTo(exit);
            assertThat(String.join("\n", cli.lines())).contains(contained);
        }
    }

    /** By a user with the role {@code edit}: two LoadTests, and one with results that were fetched before. */
    @Test
    void twoFinishedLoadTests() {
        try (Scenario scenario = Scenario.open("compare")) {
            scenario.plots();
            Editor editor = Editor.in(scenario, "editor");
            for (String name : new String[] {"base", "next"}) {
                Run run = scenario.run(MANIFEST.replace("name: base", "name: " + name));
                assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.PASSED);
            }

            String[] kept = {
                "cluster", "compare", "base", "next", "--limit", "p50 <= +100000%", "--limit", "failures <= +20%"
            };
            compare(editor, 0, "Within     p50 <= +100000%", kept);
            assertThat(folder.resolve("loadtest-output/next/compare.html")).isNotEmptyFile();
            compare(
                    editor,
                    1,
                    "Beyond     p50 <= -99.99%",
                    "cluster",
                    "compare",
                    "base",
                    "next",
                    "--limit",
                    "p50 <= -99.99%");
            compare(editor, 0, "", "cluster", "report", "base", "--output", "fetched");
            compare(
                    editor,
                    0,
                    "Within     p50 <= +100000%",
                    "cluster",
                    "compare",
                    "./fetched",
                    "next",
                    "--limit",
                    "p50 <= +100000%");
            compare(editor, 2, "", "cluster", "compare", "base", "base");
        }
    }

    /** The first failed and the slowest requests, with what the target answered, in an object that etcd takes. */
    @Test
    void exemplarsOfFailures() {
        try (Scenario scenario = Scenario.open("exemplars")) {
            scenario.plots();
            Run run = scenario.run(MANIFEST.replace("path: /health,", "path: /nothing,"));
            assertThat(run.awaitEnd(120).verdict()).as(run::describe).isEqualTo(Verdict.FAILED);

            JsonNode exemplars = run.results().json().path("exemplars");
            assertThat(exemplars).hasSize(1);
            JsonNode failed = exemplars.get(0).path("failed");
            assertThat(failed).hasSize(5);
            assertThat(failed.get(0).path("k").asLong()).isZero();
            assertThat(failed).allSatisfy(it -> {
                assertThat(it.path("status").asInt()).isEqualTo(404);
                assertThat(it.path("reason").asText()).contains("404");
                assertThat(it.path("headers")).isNotEmpty();
            });
            assertThat(exemplars.get(0).path("slowest")).hasSize(5);
            String object = Objects.requireNonNull(run.status().results()).replaceFirst("configmap/([^,]*).*", "$1");
            assertThat(scenario.client()
                            .configMaps()
                            .inNamespace(scenario.namespace())
                            .withName(object)
                            .get()
                            .getBinaryData()
                            .values())
                    .extracting(String::length)
                    .satisfies(sizes -> assertThat(
                                    sizes.stream().mapToInt(size -> size).sum())
                            .isLessThan(MAX_BYTES));
        }
    }
}
