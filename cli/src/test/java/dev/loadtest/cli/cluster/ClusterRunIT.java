package dev.loadtest.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loadtest.cli.InProcess;
import dev.loadtest.engine.result.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code run FILE --cluster} against a played API server. */
@Timeout(120)
class ClusterRunIT {
    private static final String KUBECONFIG = "kubeconfig";

    @TempDir
    private Path folder = Path.of("");

    private PlayedCluster cluster = start();
    private Path manifest = Path.of("");

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
        Files.createDirectories(folder.resolve("inputs"));
        Files.writeString(folder.resolve("inputs/a.csv"), "1\n");
        Files.writeString(folder.resolve("inputs/b.csv"), "2\n");
        manifest = Files.writeString(folder.resolve("loadtest.yaml"), """
                apiVersion: loadtest.dev/v1alpha1
                kind: LoadTest
                metadata: {name: plots, labels: {team: shop}}
                spec:
                  target: {url: http://plots:8000}
                  files:
                  - {name: csv, path: "inputs/*.csv", configMap: {name: by-hand}}
                  - {name: users, path: users.csv, secret: {name: users}}
                  requests:
                  - {name: up, method: POST, path: /up, body: {file: "${file}"}}
                  phases:
                  - {name: up, forEach: {files: csv}, request: up}
                """);
    }

    @AfterEach
    void disconnect() {
        System.clearProperty(KUBECONFIG);
        cluster.close();
    }

    private InProcess run(String... more) {
        List<String> words = new java.util.ArrayList<>(List.of(
                "run",
                manifest.toString(),
                "--cluster",
                "--output",
                folder.resolve("out").toString()));
        words.addAll(List.of(more));
        return InProcess.execute(words.toArray(String[]::new));
    }

    private JsonNode created() {
        assertThat(cluster.all("loadtests")).hasSize(1);
        return cluster.all("loadtests").getFirst();
    }

    @Nested
    class Lines {
        /** The watch ends twice and its version expires: whatever was missed comes with the next list, or the results. */
        @Test
        void everyLineOnceInOrder() {
            PlayedRun run = new PlayedRun(cluster, 60);
            cluster.onCreated(name -> {
                run.ended(name, 2);
                run.ended(name, 5);
                cluster.disconnect();
                run.ended(name, 12);
                run.ended(name, 30);
                cluster.disconnect();
                run.ended(name, 58);
                run.completed(name, Verdict.PASSED);
            });
            InProcess ran = run();
            assertThat(ran.exit()).as(ran.toString()).isZero();
            assertThat(ran.out()).startsWith(run.lines() + "\nPassed\n  cases          60 passed\n");
            assertThat(ran.out())
                    .contains("  draw-valid 1,236   26.1 1.20ms 10.0ms")
                    .doesNotContain("planned 1,240");
            assertThat(folder.resolve("out/report.html")).hasContent("<html/>");
            assertThat(folder.resolve("out/junit.xml")).hasContent("<testsuites/>");
            assertThat(folder.resolve("out/results.json")).content().contains("\"verdict\":\"Passed\"");
        }

        @Test
        void booksWhereTheyAreAskedFor() {
            cluster.onCreated(name -> new PlayedRun(cluster, 1).completed(name, Verdict.PASSED));
            assertThat(run("-v").out()).contains("tracked        planned 1,240 = sent 1,236 + notSent 4");
        }

        @Test
        void verdictAloneWhereItIsAskedFor() {
            PlayedRun run = new PlayedRun(cluster, 3);
            cluster.onCreated(name -> {
                run.ended(name, 2);
                run.completed(name, Verdict.PASSED);
            });
            InProcess ran = run("-q");
            assertThat(ran.exit()).as(ran.toString()).isZero();
            assertThat(ran.out()).isEqualTo("Passed\n");
        }

        @ParameterizedTest
        @CsvSource({"FAILED, 1", "ERROR, 3", "INVALID, 3", "ABORTED, 130"})
        void exitsByVerdict(Verdict verdict, int exit) {
            cluster.onCreated(name -> new PlayedRun(cluster, 1).completed(name, verdict));
            InProcess ran = run("--wait");
            assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
            assertThat(ran.out()).contains("\n" + verdict.label() + "\n");
        }

        @Test
        void jsonForScripts() throws IOException {
            PlayedRun run = new PlayedRun(cluster, 3);
            cluster.onCreated(name -> run.completed(name, Verdict.PASSED));
            InProcess ran = run("-o", "json");
            JsonNode printed = new JsonMapper().readTree(ran.out());
            assertThat(printed.at("/status/verdict").asText()).isEqualTo("Passed");
            assertThat(printed.at("/metadata/name").asText()).startsWith("plots-");
            assertThat(ran.err()).contains(run.lines()).contains("60 passed".replace("60", "3"));
        }
    }

    @Nested
    class Objects {
        @Test
        void ownNameAndOwnedFiles() {
            InProcess ran = InProcess.execute(
                    "run",
                    manifest.toString(),
                    "--cluster",
                    "--wait=false",
                    "--seed",
                    "9",
                    "--workers",
                    "3",
                    "-k",
                    "b.csv");
            assertThat(ran.exit()).as(ran.toString()).isZero();
            String name = created().at("/metadata/name").asText();
            assertThat(name).matches("plots-[a-z0-9]{5}");
            assertThat(ran.out()).isEqualTo("loadtest.loadtest.dev/" + name + " created\n");
            assertThat(created().at("/metadata/labels/team").asText()).isEqualTo("shop");
            JsonNode spec = created().get("spec");
            assertThat(spec.get("seed").asInt()).isEqualTo(9);
            assertThat(spec.get("parallelism").asInt()).isEqualTo(3);
            assertThat(spec.get("select").asText()).isEqualTo("b.csv");
            String map = spec.at("/files/0/configMap/name").asText();
            assertThat(map).startsWith("loadtest-files-");
            assertThat(spec.at("/files/1/secret/name").asText()).isEqualTo("users");
            JsonNode object = cluster.get("/configmaps/" + map).orElseThrow();
            assertThat(object.at("/data/a.csv").asText()).isEqualTo("1\n");
            assertThat(object.at("/metadata/ownerReferences/0/uid").asText())
                    .isEqualTo(created().at("/metadata/uid").asText());
        }

        /** Equal files are stored once, and belong to both runs. */
        @Test
        void filesAreShared() {
            InProcess.execute("run", manifest.toString(), "--cluster", "--wait=false");
            InProcess.execute("run", manifest.toString(), "--cluster", "--wait=false");
            assertThat(cluster.all("loadtests")).hasSize(2);
            assertThat(cluster.all("configmaps")).singleElement().satisfies(object -> assertThat(
                            object.at("/metadata/ownerReferences"))
                    .hasSize(2));
        }

        /** The answer is lost, and the request is sent again: one load test runs. */
        @Test
        void createdOnce() throws IOException {
            Files.writeString(
                    manifest,
                    Files.readString(manifest)
                            .replaceAll("(?m)^.*name: csv.*\\n", "")
                            .replace("forEach: {files: csv}, ", "")
                            .replace(", body: {file: \"${file}\"}", ""));
            cluster.loseNextAnswer();
            InProcess ran = InProcess.execute("run", manifest.toString(), "--cluster", "--wait=false");
            assertThat(ran.exit()).as(ran.toString()).isZero();
            assertThat(created().at("/metadata/name").asText()).isNotEmpty();
            assertThat(cluster.asked())
                    .filteredOn(it -> it.equals("POST loadtests"))
                    .hasSizeGreaterThan(1);
        }

        @Test
        void refusedManifestLeavesNothing() {
            cluster.refuse("POST", "/loadtests", 422, "LoadTest is invalid: spec: a run has at most 50 phases", null);
            InProcess ran = run();
            assertThat(ran.exit()).isEqualTo(2);
            assertThat(ran.err()).contains("the API server refuses it: LoadTest is invalid");
            assertThat(cluster.all("configmaps")).isEmpty();
        }

        @Test
        void fileOfTheWrongSize() throws IOException {
            Files.write(folder.resolve("inputs/c.csv"), new byte[1 << 20]);
            InProcess ran = run();
            assertThat(ran.exit()).isEqualTo(2);
            assertThat(ran.err())
                    .contains("spec.files[0].path")
                    .contains("more than the 1048576 that a ConfigMap may hold")
                    .contains("persistentVolumeClaim");
            assertThat(cluster.asked()).isEmpty();
        }
    }

    @Nested
    class Refusals {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                401 | Unauthorized                                   |                  | sign in again
                403 | loadtests.loadtest.dev is forbidden: User "me" | loadtests/plots  | --clusterrole=edit
                404 | the server could not find the requested resource |                | this cluster knows no LoadTests
                404 | namespaces "shop" not found                    | namespaces/shop  | kubectl create namespace shop
                """)
        void sayWhatToDo(int code, String message, @Nullable String details, String advice) {
            cluster.refuse("GET", "/loadtests", code, message, details);
            InProcess ran = run();
            assertThat(ran.exit()).as(ran.toString()).isEqualTo(2);
            assertThat(ran.err()).contains(advice);
            assertThat(cluster.asked()).containsOnly("GET loadtests");
        }

        @Test
        void noKubeconfig() {
            System.setProperty(KUBECONFIG, folder.resolve("none").toString());
            InProcess ran = run();
            assertThat(ran.exit()).as(ran.toString()).isEqualTo(2);
            assertThat(ran.err()).contains("no cluster is configured");
        }

        @Test
        void unknownContext() {
            InProcess ran = run("--context", "elsewhere");
            assertThat(ran.exit()).as(ran.toString()).isEqualTo(2);
            assertThat(ran.err()).contains("there is no context elsewhere in the kubeconfig; it has played");
        }

        @Test
        void anotherNamespace() throws IOException {
            Files.writeString(
                    manifest, Files.readString(manifest).replace("name: plots,", "name: plots, namespace: other,"));
            InProcess ran = run("-n", "shop");
            assertThat(ran.exit()).isEqualTo(2);
            assertThat(ran.err()).contains("the manifest's namespace other is not shop");
        }
    }
}
