package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.report.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exit status and messages of the packaged command line. */
@Timeout(240)
class ExitCodesIT {
    @TempDir
    private Path folder = Path.of("");

    private final SlowTarget target = SlowTarget.start();

    @AfterEach
    void stop() {
        target.close();
    }

    @Test
    void zeroIfPassed() throws Exception {
        Child.Ended ended = run(manifest("{name: up, request: up}"));
        assertThat(ended.status()).as(ended.toString()).isZero();
        assertThat(ended.out()).startsWith("up PASSED [100%]\n").contains("\nPassed");
        assertThat(ended.err()).isEmpty();
        assertThat(folder.resolve("loadtest-output/exit/latest/results.json")).exists();
    }

    /** Each run has a folder of its own; the summary names it, and {@code latest} is the last one. */
    @Test
    void runsAreKept() throws Exception {
        String first = results(run(manifest("{name: up, request: up}")));
        String second = results(run("loadtest.yaml", "--seed", "7"));
        assertThat(second).isNotEqualTo(first).startsWith("loadtest-output/exit/2");
        assertThat(folder.resolve(first)).exists();
        assertThat(ResultsFile.in(folder.resolve(second).getParent()).text("seed"))
                .isEqualTo("7");
        assertThat(folder.resolve("loadtest-output/exit/latest/report.html").toRealPath())
                .isEqualTo(folder.resolve(second).toRealPath());
    }

    /** The file that the summary names first. */
    private static String results(Child.Ended ended) {
        assertThat(ended.status()).as(ended.toString()).isZero();
        return ended.out()
                .lines()
                .filter(line -> line.startsWith("  results "))
                .map(line -> line.replaceAll("  results +", "").replaceAll(",.*", ""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneIfCaseFailed() throws Exception {
        Child.Ended ended = run(manifest("{name: up, request: missing}"));
        assertThat(ended.status()).as(ended.toString()).isEqualTo(1);
        assertThat(ended.out()).startsWith("up FAILED - ").contains("\nFailed");
    }

    @Test
    void twoIfManifestUnusable() throws Exception {
        Child.Ended ended = run(manifest("{name: up, request: upp}"));
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err())
                .isEqualTo(
                        "loadtest.yaml:11:16: spec.phases[0].request: no request is named \"upp\" (did you mean \"up\"?)\n");
        assertThat(ended.out()).isEmpty();
        assertThat(folder.resolve("loadtest-output")).doesNotExist();
    }

    @Test
    void twoIfSecretMissing() throws Exception {
        Child.Ended ended = run(manifest("{name: up, request: secret}"));
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err())
                .isEqualTo(
                        "loadtest.yaml:9:77: spec.requests[2].headers[0].valueFrom.secretKeyRef: no file is given for"
                                + " secret/plots/token: add --ref secret/plots/token=FILE\n");
        Files.writeString(folder.resolve("token"), "Bearer x\n");
        Child.Ended given = run("loadtest.yaml", "--ref", "secret/plots/token=token");
        assertThat(given.status()).as(given.toString()).isZero();
    }

    @Test
    void twoIfOutputFolderIsForeign() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("thesis")).resolve("chapter1.tex"), "precious");
        Child.Ended ended = run(manifest("{name: up, request: up}"), "--output", "thesis");
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).startsWith("--output thesis: the folder contains other files");
    }

    @Test
    void threeIfResultsCannotBeWritten() throws Exception {
        String manifest = manifest("{name: up, request: up}");
        assertThat(run(manifest, "--output", "out").status()).isZero();
        Path report = folder.resolve("out/report.html");
        Files.delete(report);
        Files.createDirectories(report.resolve("in the way"));
        Child.Ended ended = run(manifest, "--output", "out");
        assertThat(ended.status()).as(ended.toString()).isEqualTo(3);
        assertThat(ended.err()).startsWith("the results could not be written to out");
        assertThat(ended.out()).contains("Passed", "could not be written").containsPattern("\n  up +1 ");
    }

    /** Like {@code | head -1}; on a machine that stood still the run is Invalid, with a status of its own. */
    @ParameterizedTest
    @CsvSource({"up, 0", "missing, 1"})
    void verdictIfReaderClosesPipe(String request, int status) throws Exception {
        manifest("{name: up, iterations: 50, request: " + request
                + ", rate: {perSecond: 100, duration: 100ms}, maxLateness: 1m}");
        Child.Ended ended;
        try (Child child = Child.start(folder, "run", "loadtest.yaml")) {
            child.awaitOut("up[iter0] ");
            child.closeOut();
            ended = child.end();
            assertThat(ended.err()).isEmpty();
        }
        ResultsFile results = ResultsFile.in(folder.resolve("loadtest-output/exit/latest"));
        assertThat(results.booksClose()).isTrue();
        if (results.text("verdict").equals("Invalid")) {
            assertThat(results.text("message")).contains("stood still");
            assertThat(ended.status()).isEqualTo(3);
        } else {
            assertThat(results.text("verdict")).isEqualTo(status == 0 ? "Passed" : "Failed");
            assertThat(ended.status()).as(ended.toString()).isEqualTo(status);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void threeIfOutputIsLost() throws Exception {
        manifest("{name: up, iterations: 50, request: up, rate: {perSecond: 100, duration: 100ms}}");
        try (Child child = Child.startInto(Path.of("/dev/full"), folder, "run", "loadtest.yaml")) {
            Child.Ended ended = child.end();
            assertThat(ended.status()).as(ended.toString()).isEqualTo(3);
            assertThat(ended.err()).contains("standard output could not be written");
        }
        assertThat(ResultsFile.in(folder.resolve("loadtest-output/exit/latest")).booksClose())
                .isTrue();
    }

    private String manifest(String phase) throws IOException {
        Files.writeString(folder.resolve("loadtest.yaml"), """
                apiVersion: loadtest.dev/v1alpha1
                kind: LoadTest
                metadata: {name: exit}
                spec:
                  target: {url: "%s"}
                  requests:
                  - {name: up, path: /fast}
                  - {name: missing, path: /nothing}
                  - {name: secret, path: /fast%s}
                  phases:
                  - %s
                """.formatted(target.url(), header(phase), phase));
        return "loadtest.yaml";
    }

    private static String header(String phase) {
        return phase.contains("request: secret")
                ? ", headers: [{name: Authorization, valueFrom: {secretKeyRef: {name: plots, key: token}}}]"
                : "";
    }

    private Child.Ended run(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(List.of(arguments));
        try (Child child = Child.start(folder, all.toArray(String[]::new))) {
            return child.end();
        }
    }
}
