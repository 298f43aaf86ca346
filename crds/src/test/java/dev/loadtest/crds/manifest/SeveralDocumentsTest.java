package dev.loadtest.crds.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files of several LoadTests, as a command line reads them. */
class SeveralDocumentsTest {
    private static final String LOADTEST = """
            apiVersion: loadtest.dev/v1alpha1
            kind: LoadTest
            metadata: {name: %s}
            spec:
              target: {url: "http://127.0.0.1:1"}
              requests: [{name: r, path: /}]
              phases: [{name: p, request: %s}]
            ---
            """;

    private static List<Manifest> read(String file) {
        return ManifestReader.readAll(file.getBytes(UTF_8), List.of(), Map.of());
    }

    @Test
    void readInOrder() {
        assertThat(read(LOADTEST.formatted("b", "r") + "# nothing\n---\n" + LOADTEST.formatted("a", "r")))
                .allSatisfy(manifest -> assertThat(manifest.problems()).isEmpty())
                .extracting(Manifest::name)
                .containsExactly("b", "a");
    }

    @Test
    void duplicateNameIsRefused() {
        assertThat(read(LOADTEST.formatted("a", "r").repeat(2)).getLast().problems())
                .containsExactly(new Problem("metadata.name", "an earlier document of this file is named \"a\", too"));
    }

    @Test
    void problemsOfAllDocuments() {
        List<Manifest> read =
                read(LOADTEST.formatted("A", "r") + "{a: 1, a: 2}\n---\n" + LOADTEST.formatted("b", "r") + "}");
        assertThat(read).hasSize(4);
        assertThat(read.get(0).problems()).extracting(Problem::path).containsExactly("metadata.name");
        assertThat(lines(read.get(1))).containsExactly("f:9:8: the key \"a\" stands twice in the same place");
        assertThat(read.get(2).problems()).isEmpty();
        assertThat(lines(read.get(3))).singleElement().asString().startsWith("f:19:1: expected the node content");
    }

    @Test
    void atMostHundred() {
        List<Manifest> read = read("{a: 1}\n---\n".repeat(102));
        assertThat(read).hasSize(101);
        assertThat(lines(read.getLast()))
                .containsExactly("f:201:1: is one more document than the 100 that a file may hold");
    }

    private static List<String> lines(Manifest manifest) {
        return manifest.problems().stream()
                .map(problem -> manifest.places().line(problem, "f"))
                .toList();
    }
}
