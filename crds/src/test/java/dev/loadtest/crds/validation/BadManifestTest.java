package dev.loadtest.crds.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.compile.Compilation;
import dev.loadtest.crds.compile.ManifestCompiler;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.crds.files.LocalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder of {@code bad/} contains a manifest and its expected problems, one a line. With {@code
 * -Dloadtest.regenerate=true} the problems are written instead of compared, for review before the commit.
 */
class BadManifestTest {
    private static final Path FOLDER = Path.of("src/test/resources/bad");

    static Stream<String> manifests() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void refusedWithAllProblems(String name) throws IOException {
        Path expected = FOLDER.resolve(name).resolve("expected.txt");
        String said = said(FOLDER.resolve(name).resolve("input.yaml"));
        if (Boolean.getBoolean("loadtest.regenerate")) {
            Files.writeString(expected, said);
        }
        assertThat(said).isEqualTo(Files.readString(expected)).isNotEmpty();
    }

    private static String said(Path manifest) throws IOException {
        return ManifestCompiler.compileAll(
                        Files.readAllBytes(manifest), Overrides.NONE, new LocalFiles(manifest.getParent()), Map.of())
                .stream()
                .map(BadManifestTest::said)
                .collect(Collectors.joining());
    }

    private static String said(Compilation compilation) {
        return switch (compilation) {
            case Compilation.Compiled compiled -> "";
            case Compilation.Refused refused ->
                refused.problems().stream()
                        .map(problem -> refused.places().line(problem, "input.yaml") + "\n")
                        .collect(Collectors.joining());
        };
    }
}
