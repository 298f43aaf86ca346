package dev.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsIT {
    @TempDir
    private Path folder;

    @Test
    void writesExactlyTheFiles() throws IOException {
        Reports.write(SampleRuns.plots(), Origin.UNKNOWN, folder.resolve("new/one"));
        assertThat(files(folder.resolve("new/one")))
                .containsExactly("junit.xml", "report.html", "results.json", "samples/manifest.json");
    }

    @Test
    void oldSamplesManifestIsReplaced() throws IOException {
        Reports.write(SampleRuns.small(), Origin.UNKNOWN, folder);
        assertThat(files(folder)).doesNotContain("samples/manifest.json");
        Reports.write(SampleRuns.plots(), Origin.UNKNOWN, folder);
        Reports.write(SampleRuns.small(), Origin.UNKNOWN, folder);
        assertThat(Files.readString(folder.resolve("samples/manifest.json"))).contains("\"samples\":[]");
        assertThat(Files.readString(folder.resolve("results.json"))).contains("\"name\":\"small\"");
    }

    @Test
    void failureLeavesNoPartialFile() throws IOException {
        Files.createDirectories(folder.resolve("report.html/in-the-way"));
        assertThatThrownBy(() -> Reports.write(SampleRuns.small(), Origin.UNKNOWN, folder))
                .isInstanceOf(IOException.class);
        assertThat(files(folder)).containsExactly("junit.xml");
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(f -> folder.relativize(f).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
