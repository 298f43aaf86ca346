package dev.loadtest.crds.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.manifest.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The seed of a run with a baseline, and what is compared. */
class BaselineTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void run() throws IOException {
        Files.writeString(folder.resolve("base.json"), "7");
    }

    private Compilation compile(String more, @Nullable Long seed) throws IOException {
        Path manifest = Files.writeString(folder.resolve("loadtest.yaml"), """
                apiVersion: loadtest.dev/v1alpha1
                kind: LoadTest
                metadata: {name: compared}
                spec:
                  target: {url: http://plots}
                  %s
                  requests: [{name: health, path: /health}]
                  phases: [{name: load, request: health, burst: {requests: 20}}]
                """.formatted(more));
        return LocalManifest.compile(manifest, new Overrides(null, seed, null, List.of(), null));
    }

    private static final String BASELINE =
            "baseline: {file: base.json, undecided: Pass, limits: [{expr: \"p99 <= +5%\"}, {expr: \"failures <= +1%\"}]}";

    @Test
    void takesTheSeed() throws IOException {
        Compilation.Compiled compiled = (Compilation.Compiled) compile(BASELINE, null);
        assertThat(compiled.plan().seed()).isEqualTo(7);
        assertThat(compiled.baseline()).isNotNull();
        assertThat(compiled.baseline().source()).isEqualTo("base.json");
        assertThat(compiled.baseline().limits()).hasSize(2);
        assertThat(compiled.baseline().undecidedPasses()).isTrue();
    }

    @Test
    void sameSeedMayBeWritten() throws IOException {
        assertThat(compile("seed: 7\n  " + BASELINE, null)).isInstanceOf(Compilation.Compiled.class);
        assertThat(compile(BASELINE, 7L)).isInstanceOf(Compilation.Compiled.class);
    }

    @Test
    void otherSeedIsRefused() throws IOException {
        assertThat(problems(compile("seed: 8\n  " + BASELINE, null)))
                .containsExactly("spec.baseline: the run in base.json has the seed 7 and this one 8, so that they send"
                        + " different requests; leave the seed out to take that of the baseline");
        assertThat(problems(compile("seed: 7\n  " + BASELINE, 9L))).hasSize(1);
    }

    @Test
    void withoutBaseline() throws IOException {
        assertThat(((Compilation.Compiled) compile("seed: 3", null)).baseline()).isNull();
    }

    private static List<String> problems(Compilation compilation) {
        return compilation instanceof Compilation.Refused refused
                ? refused.problems().stream().map(Problem::toString).toList()
                : List.of();
    }
}
