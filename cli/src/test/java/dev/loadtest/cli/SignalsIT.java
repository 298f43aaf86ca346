package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.report.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Effects of real signals on a run. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
@Timeout(240)
class SignalsIT {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"INT, interrupted by Ctrl-C", "TERM, terminated by SIGTERM"})
    void firstSignalStopsAndReports(String signal, String reason) throws Exception {
        try (SlowTarget target = SlowTarget.start();
                Child child = run(target, "rate: {perSecond: 20, duration: 10m}", "/fast")) {
            child.awaitOut("up PASSED");
            child.signal(signal);
            Child.Ended ended = child.end();
            assertThat(ended.status()).as(ended.toString()).isEqualTo(130);
            assertThat(ended.err()).contains("stopping: " + reason);
            assertThat(ended.out()).contains("Aborted: " + reason).containsPattern("\n  up +\\d+ ");
        }
        ResultsFile results = ResultsFile.in(folder.resolve("out"));
        assertThat(results.text("verdict")).isEqualTo("Aborted");
        assertThat(results.text("message")).contains(reason);
        assertThat(results.booksClose()).isTrue();
        assertThat(folder.resolve("out/report.html")).exists();
    }

    /** Coordinator and worker share this process, which must not count its own worker as lost. */
    @ParameterizedTest
    @ValueSource(strings = {"concurrency: {users: 2, duration: 6s}", "rate: {perSecond: 20, duration: 6s}"})
    void frozenProcessIsInvalid(String shape) throws Exception {
        try (SlowTarget target = SlowTarget.start();
                Child child = run(target, shape + ", thresholds: [{expr: max < 1s}]", "/fast")) {
            target.awaitSeveral();
            child.freeze(3);
            Child.Ended ended = child.end();
            assertThat(ended.status()).as(ended.toString()).isEqualTo(3);
        }
        ResultsFile results = ResultsFile.in(folder.resolve("out"));
        assertThat(results.text("verdict")).isEqualTo("Invalid");
        assertThat(results.text("message"))
                .containsPattern("load: worker 0 of the load generator stood still for \\d+\\.\\d s, ");
        assertThat(results.booksClose()).isTrue();
    }

    @Test
    void secondCtrlCExits() throws Exception {
        try (SlowTarget target = SlowTarget.start();
                Child child = run(target, "burst: {requests: 5}", "/never")) {
            target.awaitNever();
            child.signal("INT");
            child.awaitErr("stopping: ");
            child.signal("INT");
            assertThat(child.end().status()).isEqualTo(130);
        }
        assertThat(folder.resolve("out/results.json")).doesNotExist();
    }

    /** Signals during the start and warm-up of the workers, before anything is sent. */
    @ParameterizedTest
    @CsvSource({"INT, interrupted by Ctrl-C", "TERM, terminated by SIGTERM"})
    @EnabledOnOs(OS.LINUX)
    void signalDuringStartAborts(String signal, String reason) throws Exception {
        try (SlowTarget target = SlowTarget.start();
                Child child = run(target, "rate: {perSecond: 20, duration: 10m}", "/fast")) {
            child.awaitEventLoop();
            child.signal(signal);
            Child.Ended ended = child.end();
            assertThat(ended.status()).as(ended.toString()).isEqualTo(130);
            assertThat(ended.out()).contains("Aborted: " + reason);
        }
        ResultsFile results = ResultsFile.in(folder.resolve("out"));
        assertThat(results.text("verdict")).isEqualTo("Aborted");
        assertThat(results.booksClose()).isTrue();
        assertThat(folder.resolve("out/junit.xml")).exists();
    }

    private Child run(SlowTarget target, String shape, String path) throws IOException {
        Path manifest = Files.writeString(folder.resolve("loadtest.yaml"), """
                apiVersion: loadtest.dev/v1alpha1
                kind: LoadTest
                metadata: {name: signals}
                spec:
                  target: {url: "%s"}
                  drain: 10m
                  requests:
                  - {name: up, path: /fast}
                  - {name: load, path: %s, timeout: 10m}
                  phases:
                  - {name: up, request: up}
                  - {name: load, request: load, %s}
                """.formatted(target.url(), path, shape));
        return Child.start(folder, "run", manifest.toString(), "--output", "out");
    }
}
