package dev.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.demo.PlotServiceOptions;
import dev.loadtest.report.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every example manifest runs as documented. The largest one has a test of its own. */
class ExamplesIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"smoke", "soak", "spike", "capacity", "login"})
    void passesAgainstDemoService(String example) throws Exception {
        String manifest = Examples.manifest(example).toString();
        assertThat(InProcess.execute("validate", manifest).exit()).isZero();

        try (PlotTarget target = PlotTarget.start(PlotServiceOptions.defaults())) {
            InProcess run = InProcess.execute("run", manifest, "--target", target.url(), "--output", folder.toString());

            assertThat(run.exit()).as("%s%s", run.out(), run.err()).isZero();
            assertThat(ResultsFile.in(folder).booksClose()).isTrue();
            assertThat(target.counts()).isNotEmpty();
        }
    }

    @Test
    void everyExampleIsTested() throws IOException {
        try (Stream<Path> folders =
                Files.list(Examples.manifest("smoke").getParent().getParent())) {
            List<String> names = folders.filter(Files::isDirectory)
                    .map(found -> found.getFileName().toString())
                    .toList();
            assertThat(names).containsExactlyInAnyOrder("smoke", "soak", "spike", "capacity", "login", "plot-service");
        }
    }
}
