package dev.loadtest.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.Child;
import dev.loadtest.engine.result.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Effects of Ctrl-C on a run in a cluster, and what a run on this machine does not load. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
@Timeout(240)
class ClusterSignalsIT {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void manifest() throws IOException {
        Files.writeString(folder.resolve("loadtest.yaml"), """
                apiVersion: loadtest.dev/v1alpha1
                kind: LoadTest
                metadata: {name: plots}
                spec:
                  target: {url: http://plots:8000}
                  requests: [{name: up, path: /up}]
                  phases: [{name: up, request: up}]
                """);
    }

    private Child run(PlayedCluster cluster, String... words) throws IOException {
        return Child.start(Map.of("KUBECONFIG", cluster.kubeconfig(folder).toString()), folder, words);
    }

    @Test
    void firstCtrlCStopsTheRun() throws Exception {
        try (PlayedCluster cluster = PlayedCluster.start()) {
            PlayedRun run = new PlayedRun(cluster, 3);
            cluster.onCreated(name -> run.ended(name, 1));
            cluster.onStopped(name -> run.completed(name, Verdict.ABORTED));
            try (Child child = run(cluster, "run", "loadtest.yaml", "--cluster", "--output", "out")) {
                child.awaitOut("case-1 PASSED");
                child.signal("INT");
                Child.Ended ended = child.end();
                assertThat(ended.status()).as(ended.toString()).isEqualTo(130);
                assertThat(ended.err()).contains("stopping: interrupted by Ctrl-C");
                assertThat(ended.out()).contains("case-2 PASSED").contains("\nAborted\n");
            }
        }
        assertThat(folder.resolve("out/results.json")).exists();
    }

    /** The operator never ends the run here, so that only the second Ctrl-C can end the command. */
    @Test
    void secondCtrlCLeavesItRunning() throws Exception {
        try (PlayedCluster cluster = PlayedCluster.start()) {
            PlayedRun run = new PlayedRun(cluster, 3);
            cluster.onCreated(name -> run.ended(name, 1));
            try (Child child = run(cluster, "run", "loadtest.yaml", "--cluster", "--output", "out")) {
                child.awaitOut("case-1 PASSED");
                child.signal("INT");
                child.awaitErr("stopping: ");
                child.signal("INT");
                Child.Ended ended = child.end();
                assertThat(ended.status()).as(ended.toString()).isEqualTo(130);
                String name =
                        cluster.all("loadtests").getFirst().at("/metadata/name").asText();
                assertThat(ended.err())
                        .contains("leaving " + name)
                        .contains("To come back to it: ./loadtest cluster watch " + name + " -n shop");
            }
        }
    }

    /** A watch is no owner: what it follows goes on. */
    @Test
    void watchLeavesAtOnce() throws Exception {
        try (PlayedCluster cluster = PlayedCluster.start()) {
            PlayedRun run = new PlayedRun(cluster, 3);
            cluster.onCreated(name -> run.ended(name, 1));
            try (Child creating = run(cluster, "run", "loadtest.yaml", "--cluster", "--wait=false")) {
                assertThat(creating.end().status()).isZero();
            }
            String name =
                    cluster.all("loadtests").getFirst().at("/metadata/name").asText();
            try (Child child = run(cluster, "cluster", "watch", name)) {
                child.awaitOut("case-1 PASSED");
                child.signal("INT");
                Child.Ended ended = child.end();
                assertThat(ended.status()).as(ended.toString()).isEqualTo(130);
                assertThat(ended.err()).contains("leaving " + name);
            }
            assertThat(cluster.asked()).noneMatch(request -> request.startsWith("PATCH"));
        }
    }

    /** A run on one machine starts no slower for what it does not use. */
    @Test
    void localCommandsLoadNoKubernetesClient() throws Exception {
        Path loaded = folder.resolve("classes");
        String logging = "-Xlog:class+load:file=" + loaded;
        try (Child child = Child.start(Map.of("JAVA_TOOL_OPTIONS", logging), folder, "validate", "loadtest.yaml")) {
            Child.Ended ended = child.end();
            assertThat(ended.status()).as(ended.toString()).isZero();
        }
        assertThat(Files.readString(loaded))
                .contains("dev.loadtest.cli.RunCommand ")
                .doesNotContain("io.fabric8.kubernetes.client.")
                .doesNotContain("java.net.http.HttpClient ");
    }
}
