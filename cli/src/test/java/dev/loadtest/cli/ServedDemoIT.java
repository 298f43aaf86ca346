package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code demo --serve}, a process until a signal ends it. */
@Timeout(240)
class ServedDemoIT {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
    void answersUntilSignal(String signal) throws Exception {
        try (Child child = Child.start(folder, "demo", "--serve", "--port", "0")) {
            String ready = child.awaitOut("plot service ready on http://127.0.0.1:");
            String url = ready.split(" ")[4];
            String hint = child.awaitOut("  ./loadtest run examples/smoke/loadtest.yaml --target ");
            assertThat(hint).endsWith(" " + url);

            InProcess run = InProcess.execute(
                    "run",
                    Examples.manifest("smoke").toString(),
                    "--target",
                    url,
                    "--output",
                    folder.resolve("out").toString());
            assertThat(run.exit()).as("%s%s", run.out(), run.err()).isZero();

            child.signal(signal);
            Child.Ended ended = child.end();
            assertThat(ended.status()).as(ended.toString()).isZero();
            assertThat(ended.err()).isEmpty();
        }
    }

    @Test
    void takenPortIsExplained() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            InProcess demo = InProcess.execute("demo", "--serve", "--port", port);
            assertThat(demo.exit()).isEqualTo(3);
            assertThat(demo.err())
                    .startsWith("cannot listen on 127.0.0.1:" + port)
                    .contains("choose another port with --port N")
                    .hasLineCount(1);
            assertThat(demo.out()).isEmpty();
        }
    }
}
