package dev.loadtest.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.report.ResultsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderIT {
    @TempDir
    private Path temporary = Path.of("");

    private Path folder = Path.of("");

    @BeforeEach
    void name() {
        folder = temporary.resolve("deep/out");
    }

    @Test
    void createdIfMissing() throws Exception {
        open();
        assertThat(entries()).containsExactly(".loadtest-output");
    }

    @Test
    void earlierResultsAreReplaced() throws Exception {
        open();
        for (String ours : List.of(
                "results.json",
                "junit.xml",
                "report.html",
                "samples/manifest.json",
                "samples/sampling/sampling[forced]/0.svg",
                "samples/sampling/sampling[forced]/17.html")) {
            write(ours);
        }
        for (String theirs : List.of(
                "notes.txt", "samples/README.md", "samples/mine/0.svg", "samples/sampling/sampling[forced]/best.svg")) {
            write(theirs);
        }
        open();
        assertThat(entries())
                .containsExactlyInAnyOrder(
                        ".loadtest-output",
                        "notes.txt",
                        "samples/README.md",
                        "samples/mine/0.svg",
                        "samples/sampling/sampling[forced]/best.svg");
    }

    @Test
    void emptySampleFoldersAreRemoved() throws Exception {
        open();
        write("samples/sampling/sampling[forced]/0.svg");
        open();
        assertThat(folder.resolve("samples")).doesNotExist();
    }

    @Test
    void recognizedByItsResults() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("results.json"), "{\"schema\":\"" + ResultsJson.SCHEMA + "\"}");
        open();
        assertThat(entries()).containsExactly(".loadtest-output");
    }

    @Test
    void foreignContentIsRefused() throws Exception {
        write("results.json");
        write("thesis.tex");
        assertThatThrownBy(this::open)
                .isInstanceOf(OutputFolder.Unusable.class)
                .hasMessageContaining("--output " + folder)
                .hasMessageContaining("contains other files");
        assertThat(entries()).containsExactlyInAnyOrder("results.json", "thesis.tex");
    }

    @Test
    void fileIsRefused() throws Exception {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "a file");
        assertThatThrownBy(this::open)
                .isInstanceOf(OutputFolder.Unusable.class)
                .hasMessageContaining("is not a folder");
    }

    @Test
    void concurrentRunIsRefused() throws Exception {
        try (OutputFolder first = OutputFolder.open(folder)) {
            assertThat(first.path()).isEqualTo(folder);
            assertThatThrownBy(this::open)
                    .isInstanceOf(OutputFolder.Unusable.class)
                    .hasMessageContaining("another run is writing there");
        }
        open();
    }

    @Test
    void linksAreNotFollowed() throws Exception {
        open();
        Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere/phase/case"));
        Files.writeString(elsewhere.resolve("0.svg"), "precious");
        Files.createSymbolicLink(folder.resolve("samples"), temporary.resolve("elsewhere"));
        open();
        assertThat(elsewhere.resolve("0.svg")).exists();
    }

    private void open() throws OutputFolder.Unusable, IOException {
        OutputFolder.open(folder).close();
    }

    private void write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }

    private List<String> entries() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .toList();
        }
    }
}
