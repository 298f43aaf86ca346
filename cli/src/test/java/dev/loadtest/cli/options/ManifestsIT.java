package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.InProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Manifests as people write them: set from the command line, filled from the environment, several in one file, piped. */
class ManifestsIT {
    @RegisterExtension
    private final Lab lab = new Lab();

    @TempDir
    private Path folder = Path.of("");

    private static String manifest(String name, String url, String path) {
        return """
                apiVersion: loadtest.dev/v1alpha1
                kind: LoadTest
                metadata: {name: %s}
                spec:
                  target: {url: "%s"}
                  requests: [{name: r, path: %s}]
                  phases: [{name: one, request: r}]
                """.formatted(name, url, path);
    }

    @Test
    void settingsOfCommandLine() {
        TestTarget target = lab.target();
        Finished run = lab.run(
                "target: {url: \"http://127.0.0.1:9\"}\nrequests: [{name: r, path: /}]\nphases: [{name: p, request: r}]",
                "--set",
                "spec.target.url=" + target.url(),
                "--set",
                "spec.phases[0].burst.requests=5",
                "--set",
                "spec.requests[0].query.page=07");
        assertThat(run.passed().tracked().sent()).isEqualTo(5);
        assertThat(target.received()).hasSize(5).allMatch(request -> request.target()
                .equals("/?page=07"));
    }

    @Test
    void problemsOfSettingsAndManifestTogether() {
        InProcess refused = lab.execute(
                "validate",
                "target: {url: \"http://x\"}\nrequests: [{name: r, path: /, method: post}]\nphases: [{name: p, request: r}]",
                "--set",
                "spec.seed=x",
                "--set",
                "spec.phases[0].brust.requests=5");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err().lines().map(line -> line.substring(line.lastIndexOf("loadtest0.yaml"))))
                .containsExactly(
                        "loadtest0.yaml:6:33: spec.requests[0].method: \"post\" is another method than POST, as methods are"
                                + " case-sensitive (did you mean \"POST\"?)",
                        "loadtest0.yaml: --set spec.seed: expected a whole number, found the text \"x\"",
                        "loadtest0.yaml: --set spec.phases[0].brust: unknown field (did you mean \"burst\"?)");
    }

    @Test
    void invalidPathsAreRefusedTogether() {
        InProcess refused = InProcess.execute("run", "x.yaml", "--set", "seed=1", "--set", "spec");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .contains("--set seed=1: write it as PATH=VALUE")
                .contains("--set spec: write it as");
    }

    @Test
    void environmentFillsTexts() {
        TestTarget target = lab.target();
        lab.run("target: {url: \"${env:LOADTEST_NOT_THERE:-" + target.url() + "}\"}\n"
                        + "requests: [{name: r, path: \"/${env:LOADTEST_NOT_THERE:-a}\"}]\n"
                        + "phases: [{name: p, request: r, burst: {requests: \"${env:LOADTEST_NOT_THERE:-3}\"}}]")
                .passed();
        assertThat(target.received("/a")).hasSize(3);
    }

    @Test
    void severalRunInOrderWorstDecides() {
        TestTarget target = lab.target(request -> request.path().equals("/bad") ? Answer.status(500) : Answer.ok());
        Path file = lab.file(
                "several.yaml",
                manifest("one", target.url(), "/a") + "---\n" + manifest("two", target.url(), "/bad") + "---\n"
                        + manifest("three", target.url(), "/b"));
        InProcess run = InProcess.execute("run", file.toString(), "--output", folder.toString());
        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).containsSubsequence("one:\n", "Passed", "two:\n", "Failed", "three:\n", "Passed");
        assertThat(target.received()).extracting(Received::path).containsExactly("/a", "/bad", "/b");
        assertThat(folder.resolve("one/results.json")).exists();
        assertThat(folder.resolve("three/results.json")).exists();
        assertThat(InProcess.execute("list", file.toString()).out())
                .isEqualTo("# one\none\n# two\none\n# three\none\n");
        assertThat(InProcess.execute("validate", file.toString()).out().lines()).hasSize(3);
    }

    @Test
    void oneRefusedRunsNone() {
        TestTarget target = lab.target();
        Path file = lab.file(
                "several.yaml", manifest("one", target.url(), "/a") + "---\n" + manifest("two", "ftp://x", "/a"));
        InProcess run = InProcess.execute("run", file.toString(), "--output", folder.toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("several.yaml:13:12: spec.target.url: ");
        assertThat(target.connections()).isZero();
    }

    @Test
    void dashIsStandardInput() {
        TestTarget target = lab.target();
        InProcess run = InProcess.fed(manifest("piped", target.url(), "/p"), "run", "-", "--output", folder.toString());
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(target.received("/p")).hasSize(1);
        assertThat(InProcess.fed(manifest("piped", "x", "/"), "validate", "-").err())
                .startsWith("stdin:5:12: spec.target.url: ");
    }
}
