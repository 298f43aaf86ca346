package dev.loadtest.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.report.ResultsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
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

    /** Folders beside those of earlier runs. */
    @Nested
    class Kept {
        private static final Instant START = Instant.parse("2026-01-15T09:30:00.123456Z");

        private Path runs = Path.of("");

        @BeforeEach
        void name() {
            runs = temporary.resolve("out/plots");
        }

        private Path run(Instant start) throws Exception {
            try (OutputFolder opened = new Destination.Kept(runs).open(start)) {
                Files.writeString(opened.path().resolve("results.json"), "x");
                assertThat(opened.publish()).isEmpty();
                return opened.path();
            }
        }

        @Test
        void namedByTime() throws Exception {
            assertThat(run(START)).isEqualTo(runs.resolve("2026-01-15T09-30-00.123Z"));
        }

        @Test
        void earlierRunsStay() throws Exception {
            Path first = run(START);
            Path second = run(START.plusSeconds(1));
            assertThat(first.resolve("results.json")).exists();
            assertThat(second.resolve("results.json")).exists();
        }

        /** As many as there are, whichever thread is first. */
        @Test
        void uniqueWithinOneMillisecond() {
            Set<Path> folders = ConcurrentHashMap.newKeySet();
            IntStream.range(0, 20).parallel().forEach(i -> {
                try (OutputFolder opened = new Destination.Kept(runs).open(START)) {
                    folders.add(Files.writeString(opened.path().resolve("results.json"), "x")
                            .getParent());
                } catch (OutputFolder.Unusable | IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(folders).hasSize(20);
        }

        @Test
        void latestIsTheLastOneWritten() throws Exception {
            run(START);
            assertThat(Files.readSymbolicLink(runs.resolve("latest"))).hasToString("2026-01-15T09-30-00.123Z");
            Path second = run(START.plusSeconds(1));
            assertThat(runs.resolve("latest").toRealPath()).isEqualTo(second.toRealPath());
            try (Stream<Path> entries = Files.list(runs)) {
                assertThat(entries).hasSize(3);
            }
        }

        @Test
        void foreignLatestStays() throws Exception {
            Files.createDirectories(runs.resolve("latest"));
            try (OutputFolder opened = new Destination.Kept(runs).open(START)) {
                assertThat(opened.publish())
                        .isEqualTo("note: " + runs.resolve("latest") + " does not point at " + opened.path()
                                + ": it exists and is no link");
            }
            assertThat(runs.resolve("latest")).isDirectory();
        }

        @Test
        void unusedFolderIsRemoved() throws Exception {
            new Destination.Kept(runs).open(START).close();
            assertThat(runs).isEmptyDirectory();
        }

        @Test
        void givenFolderIsTakenAsItIs() throws Exception {
            try (OutputFolder opened = Destination.of(folder, "plots").open(START)) {
                assertThat(opened.path()).isEqualTo(folder);
                assertThat(opened.publish()).isEmpty();
            }
            assertThat(entries()).containsExactly(".loadtest-output");
            assertThat(Destination.ofOneOfSeveral(folder, "plots"))
                    .isEqualTo(new Destination.Named(folder.resolve("plots")));
            assertThat(Destination.ofOneOfSeveral(null, "plots"))
                    .isEqualTo(new Destination.Kept(Path.of("loadtest-output/plots")));
        }

        /** Results that are fetched twice replace themselves. */
        @Test
        void endedRunHasOneFolder() throws Exception {
            Destination ended = new Destination.Fetched(runs, START);
            for (int i = 0; i < 2; i++) {
                try (OutputFolder opened = ended.open(START.plusSeconds(60))) {
                    assertThat(opened.path()).isEqualTo(runs.resolve("2026-01-15T09-30-00.123Z"));
                    assertThat(opened.path().resolve("results.json")).doesNotExist();
                    Files.writeString(opened.path().resolve("results.json"), "x");
                    assertThat(opened.publish()).isEmpty();
                }
            }
            assertThat(runs.resolve("latest/results.json")).exists();
        }
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
