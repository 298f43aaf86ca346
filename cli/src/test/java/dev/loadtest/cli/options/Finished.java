package dev.loadtest.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.cli.InProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A finished run: exit status, output and result files. */
record Finished(InProcess command, Path folder, JsonNode results) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the files of a run and checks that its books close. */
    static Finished of(InProcess command, Path folder) {
        Path file = folder.resolve("results.json");
        if (!Files.exists(file)) {
            throw new AssertionError("no results: exit " + command.exit() + "\n" + command.out() + command.err());
        }
        try {
            Finished finished = new Finished(command, folder, JSON.readTree(file.toFile()));
            finished.assertBooksClose();
            return finished;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertBooksClose() {
        List<Section> sections = new ArrayList<>(List.of(totals()));
        Stream.of("phases", "cases")
                .flatMap(list -> results.path(list).valueStream())
                .map(Section::new)
                .forEach(sections::add);
        for (Section section : List.copyOf(sections)) {
            section.json().path("requests").forEach(request -> sections.add(new Section(request)));
        }
        assertThat(sections.stream().flatMap(section -> section.kinds().stream()))
                .allMatch(Section.Books::close, "books that close");
    }

    int exit() {
        return command.exit();
    }

    String verdict() {
        return results.path("verdict").asText();
    }

    String message() {
        return results.path("message").asText();
    }

    Section totals() {
        return new Section(results.path("totals"));
    }

    Section.Books tracked() {
        return totals().tracked();
    }

    Section phase(String name) {
        return find("phases", "name", name);
    }

    Section item(String id) {
        return find("cases", "id", id);
    }

    String outcome(String id) {
        return item(id).text("outcome");
    }

    String reason(String id) {
        return item(id).text("reason");
    }

    /** The ids of its cases, in the order of the results. */
    List<String> ids() {
        return results.path("cases")
                .valueStream()
                .map(item -> item.path("id").asText())
                .toList();
    }

    Section threshold(String expression) {
        return find("thresholds", "expr", expression);
    }

    /** All output, on the console and in files, as text with one byte a character. */
    String everythingWritten() throws IOException {
        StringBuilder all = new StringBuilder(command.out()).append(command.err());
        for (Path file : files()) {
            all.append(folder.relativize(file)).append('\n');
            all.append(Files.readString(file, StandardCharsets.ISO_8859_1)).append('\n');
        }
        return all.toString();
    }

    /** Every file below the output folder. */
    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Asserts that the run passed, for tests of other subjects. */
    Finished passed() {
        assertThat(verdict()).as(message()).isEqualTo("Passed");
        assertThat(exit()).isZero();
        return this;
    }

    Finished failed() {
        assertThat(verdict()).as(message()).isEqualTo("Failed");
        assertThat(exit()).isEqualTo(1);
        return this;
    }

    private Section find(String list, String field, String value) {
        return results.path(list)
                .valueStream()
                .filter(entry -> entry.path(field).asText().equals(value))
                .findFirst()
                .map(Section::new)
                .orElseThrow(() -> new AssertionError("no " + value + " in " + list + " of " + results));
    }
}
