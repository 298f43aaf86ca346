package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.demo.PlotServiceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first manifest of the README, as a reader pastes it. */
@Timeout(240)
class ReadmeIT {
    private static final Pattern MANIFEST =
            Pattern.compile("```yaml\n(apiVersion: loadtest.dev/v1alpha1\n.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void firstManifestPasses() throws Exception {
        Path manifest = Files.writeString(folder.resolve("hello.yaml"), firstManifest());
        try (PlotTarget target = PlotTarget.start(PlotServiceOptions.defaults())) {
            assertThat(Files.readString(manifest)).contains("url: http://127.0.0.1:8000");
            // The manifest's own limits are for machines of readers; this one may be as busy as it likes.
            InProcess run = InProcess.execute(
                    "run",
                    manifest.toString(),
                    "--target",
                    target.url(),
                    "--set",
                    "spec.phases[1].maxLateness=1m",
                    "--set",
                    "spec.phases[1].thresholds[0].expr=p95 < 10m",
                    "--output",
                    folder.resolve("out").toString());
            assertThat(run.exit()).as("%s%s", run.out(), run.err()).isIn(0, 3);
            assertThat(run.out())
                    .contains("up PASSED", "steady PASSED")
                    .containsPattern("(?m)^(Passed$|Invalid: .*stood still)");
            assertThat(List.copyOf(target.counts().keySet())).containsExactly("GET /health");
        }
    }

    private static String firstManifest() throws IOException {
        Matcher block =
                MANIFEST.matcher(Files.readString(Path.of(System.getProperty("basedir", "."), "..", "README.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
