package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.InProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code suspend} and {@code stop}, which are for clusters. */
class SuspendStopIT {
    @RegisterExtension
    final Lab lab = new Lab();

    @TempDir
    Path output;

    @Test
    void ignoredWithNotice() {
        InProcess run = run("suspend: true\nstop: true\n");

        assertThat(run.exit()).isZero();
        assertThat(run.err().lines())
                .containsOnlyOnce("note: ignored by a run on one machine: suspend, stop (Ctrl-C ends it)");
    }

    @Test
    void noNoticeIfUnset() {
        assertThat(run("suspend: false\nstop: false\n").err()).doesNotContain("heeded");
    }

    private InProcess run(String fields) {
        String spec = "target: {url: \"" + lab.target().url() + "\"}\n" + fields
                + "requests: [{name: r, path: /}]\nphases: [{name: p, request: r}]";
        return lab.execute("run", spec, "--output", output.toString());
    }
}
