package dev.loadtest.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loadtest.cli.InProcess;
import dev.loadtest.engine.result.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The other commands of {@code ./loadtest cluster} against a played API server. */
@Timeout(120)
class VerbsIT {
    private static final String KUBECONFIG = "kubeconfig";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder = Path.of("");

    private PlayedCluster cluster = start();

    private static PlayedCluster start() {
        try {
            return PlayedCluster.start();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void connect() throws IOException {
        System.setProperty(KUBECONFIG, cluster.kubeconfig(folder).toString());
        ObjectNode test = (ObjectNode) JSON.readTree("""
                {"apiVersion": "loadtest.dev/v1alpha1", "kind": "LoadTest",
                 "metadata": {"generateName": "plots-", "creationTimestamp": "2026-01-15T09:30:00Z"},
                 "spec": {"target": {"url": "http://plots:8000"}, "stop": true, "later": {"field": 1},
                          "files": [{"name": "csv", "configMap": {"name": "loadtest-files-1"}}]}}
                """);
        cluster.put("loadtests", "plots-x", test);
        ObjectNode files = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        files.putObject("metadata").putObject("labels").put("loadtest.dev/files", "content-addressed");
        cluster.put("configmaps", "loadtest-files-1", files);
    }

    @AfterEach
    void disconnect() {
        System.clearProperty(KUBECONFIG);
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({"stop, stop, true, stopped", "suspend, suspend, true, suspended", "resume, suspend, false, resumed"})
    void changeTheSpec(String command, String field, boolean value, String done) {
        InProcess ran = InProcess.execute("cluster", command, "plots-x");
        assertThat(ran).isEqualTo(new InProcess(0, "loadtest.loadtest.dev/plots-x " + done + "\n", ""));
        assertThat(cluster.get("/loadtests/plots-x")
                        .orElseThrow()
                        .at("/spec/" + field)
                        .asBoolean())
                .isEqualTo(value);
    }

    @Test
    void deletesWhatIsThere() {
        InProcess ran = InProcess.execute("cluster", "delete", "plots-y", "plots-x");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).isEqualTo("there is no LoadTest plots-y in namespace shop\n");
        assertThat(ran.out()).isEqualTo("loadtest.loadtest.dev/plots-x deleted\n");
        assertThat(cluster.all("loadtests")).isEmpty();
    }

    /** Fields that this version does not know are part of the spec, too. */
    @Test
    void rerunsTheSameSpec() {
        cluster.status("plots-x", Map.of("seed", 42, "state", "Completed"));
        InProcess ran = InProcess.execute("cluster", "rerun", "plots-x", "--same-seed");
        assertThat(ran.exit()).as(ran.toString()).isZero();
        JsonNode again = cluster.all("loadtests").stream()
                .filter(it -> !it.at("/metadata/name").asText().equals("plots-x"))
                .findFirst()
                .orElseThrow();
        assertThat(again.at("/metadata/name").asText()).matches("plots-[a-z0-9]{5}");
        assertThat(again.at("/metadata/annotations/loadtest.dev~1rerun-of").asText())
                .isEqualTo("plots-x");
        assertThat(again.at("/spec/later/field").asInt()).isEqualTo(1);
        assertThat(again.at("/spec/seed").asInt()).isEqualTo(42);
        assertThat(again.at("/spec").has("stop")).isFalse();
        assertThat(cluster.get("/loadtest-files-1").orElseThrow().at("/metadata/ownerReferences/0/uid"))
                .isEqualTo(again.at("/metadata/uid"));
    }

    @Test
    void lists() throws IOException {
        new PlayedRun(cluster, 3).ended("plots-x", 1);
        InProcess table = InProcess.execute("cluster", "list");
        assertThat(table.out().lines())
                .satisfiesExactly(
                        head -> assertThat(head).matches("NAME +STATE +VERDICT +PROGRESS .*AGE"),
                        row -> assertThat(row).matches("plots-x +Running +33% +.*d"));
        assertThat(InProcess.execute("cluster", "list", "-o", "name").out())
                .isEqualTo("loadtest.loadtest.dev/plots-x\n");
        JsonNode json =
                JSON.readTree(InProcess.execute("cluster", "list", "-o", "json").out());
        assertThat(json.at("/items/0/metadata/name").asText()).isEqualTo("plots-x");
    }

    @Test
    void reports() throws IOException {
        InProcess early = InProcess.execute("cluster", "report", "plots-x");
        assertThat(early.exit()).isEqualTo(2);
        assertThat(early.err()).contains("./loadtest cluster watch plots-x -n shop");

        new PlayedRun(cluster, 3).completed("plots-x", Verdict.FAILED);
        InProcess ran = InProcess.execute(
                "cluster",
                "report",
                "plots-x",
                "--output",
                folder.resolve("out").toString());
        assertThat(ran.exit()).as(ran.toString()).isZero();
        assertThat(ran.out()).contains("\nFailed\n").contains("3 passed");
        assertThat(folder.resolve("out/report.html")).exists();
        assertThat(JSON.readTree(InProcess.execute("cluster", "report", "plots-x", "-o", "json")
                                .out())
                        .at("/verdict")
                        .asText())
                .isEqualTo("Failed");
    }

    @Test
    void watchesFinishedRunWhole() {
        PlayedRun run = new PlayedRun(cluster, 40);
        run.completed("plots-x", Verdict.PASSED);
        InProcess ran = InProcess.execute("cluster", "watch", "plots-x");
        assertThat(ran.exit()).as(ran.toString()).isZero();
        assertThat(ran.out()).startsWith(run.lines() + "\nPassed\n");
    }

    @Nested
    class Compares {
        @BeforeEach
        void another() {
            cluster.put(
                    "loadtests",
                    "plots-y",
                    ((ObjectNode) cluster.get("/loadtests/plots-x").orElseThrow()).deepCopy());
        }

        private InProcess compare(String base, String now, String... more) {
            return InProcess.execute(Stream.concat(Stream.of("cluster", "compare", base, now), Stream.of(more))
                    .toArray(String[]::new));
        }

        @Test
        void twoLoadTests() {
            new PlayedRun(cluster, 3).completedIn("plots-x", 1);
            new PlayedRun(cluster, 3).completedIn("plots-y", 1.1);
            String page = folder.resolve("page").toString();

            InProcess kept = compare("plots-x", "plots-y", "--limit", "p99{request=draw} <= +20%", "--output", page);
            assertThat(kept.exit()).as(kept.toString()).isZero();
            assertThat(kept.out())
                    .startsWith("load draw (tracked)\n")
                    .contains("\nWithin     p99{request=draw} <= +20%");
            assertThat(folder.resolve("page/compare.html")).content().contains("plots-y (Passed)");

            InProcess broken = compare("plots-x", "plots-y", "--limit", "p99 <= +5%", "--output", page);
            assertThat(broken.exit()).isEqualTo(1);
            assertThat(broken.out()).contains("\nBeyond     p99 <= +5%\n");
        }

        /** What was fetched earlier, or measured on this machine. */
        @Test
        void loadTestWithFolder() {
            new PlayedRun(cluster, 3).completedIn("plots-x", 1);
            new PlayedRun(cluster, 3).completedIn("plots-y", 1.01);
            String fetched = folder.resolve("base").toString();
            InProcess.execute("cluster", "report", "plots-x", "--output", fetched);
            String page = folder.resolve("page").toString();

            InProcess ended = compare(fetched, "plots-y", "--limit", "p99 <= +5%", "--output", page);
            assertThat(ended.exit()).as(ended.toString()).isZero();
            InProcess reversed = compare("plots-y", fetched + "/results.json", "--limit", "p99 <= +5%", "-o", "json");
            assertThat(reversed.exit()).as(reversed.toString()).isZero();
            assertThat(reversed.out()).contains("\"outcome\" : \"Within\"");
            assertThat(folder.resolve("base/compare.html")).exists();
        }

        @Test
        void whatCannotBeCompared() throws IOException {
            InProcess early = compare("plots-x", "plots-y");
            assertThat(early.exit()).isEqualTo(2);
            assertThat(early.err())
                    .startsWith("plots-x has not ended; follow it with ./loadtest cluster watch plots-x");

            new PlayedRun(cluster, 3).completedIn("plots-x", 1);
            new PlayedRun(cluster, 3).completed("plots-y", Verdict.PASSED);
            InProcess without = compare(
                    "plots-x", "plots-y", "--output", folder.resolve("page").toString());
            assertThat(without.exit()).isEqualTo(3);
            assertThat(without.out()).startsWith("not compared: the results of the new run hold no blocks");

            assertThat(compare("plots-x", "plots-x").err()).startsWith("BASE and NEW are the same run");
            assertThat(compare("plots-x", "none").err()).isEqualTo("there is no LoadTest none in namespace shop\n");
            assertThat(compare("plots-x", folder + "/none").err()).isEqualTo("there is no " + folder + "/none\n");
            InProcess options = compare("plots-x", "plots-y", "--limit", "p99 <= 5%", "--confidence", "9");
            assertThat(options.exit()).isEqualTo(2);
            assertThat(options.err()).hasLineCount(2);
        }

        @Test
        void damagedResults() {
            new PlayedRun(cluster, 3).completedIn("plots-x", 1);
            new PlayedRun(cluster, 3).completedIn("plots-y", 1);
            ObjectNode damaged = (ObjectNode) cluster.get("/plots-y-results").orElseThrow();
            damaged.withObject("/binaryData").put("results.json.gz", "AAAA");
            cluster.put("configmaps", "plots-y-results", damaged);

            InProcess ended = compare("plots-x", "plots-y");
            assertThat(ended.exit()).isEqualTo(3);
            assertThat(ended.err())
                    .startsWith("the results of plots-y cannot be used: results.json ")
                    .hasLineCount(1);
        }
    }
}
