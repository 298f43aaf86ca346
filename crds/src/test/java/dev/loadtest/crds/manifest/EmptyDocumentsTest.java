package dev.loadtest.crds.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Empty documents, as templates produce them, are skipped; a second LoadTest is refused. */
class EmptyDocumentsTest {
    private static final String LOADTEST = """
            apiVersion: loadtest.dev/v1alpha1
            kind: LoadTest
            metadata: {name: t}
            spec:
              target: {url: "http://127.0.0.1:1"}
              requests: [{name: r, path: /}]
              phases: [{name: p, request: r}]
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "---\n# a comment\n---\n%s",
                "---\n---\n---\n%s",
                "%s---\n",
                "%s---\n# nothing more\n",
                "%s---\n\n...\n---\n",
                "---\nnull\n---\n~\n---\n%s",
                "%%YAML 1.1\n---\n%s...\n# after the end\n",
                "\uFEFF# a comment\n---\n%s"
            })
    void emptyDocumentsAreSkipped(String file) {
        assertThat(read(file.formatted(LOADTEST)).problems()).isEmpty();
    }

    @Test
    void clusterTakesOneDocument() {
        assertThat(read("---\n" + LOADTEST + "---\n# empty\n---\n" + LOADTEST).problems())
                .containsExactly(new Problem("", "holds 2 documents instead of one"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "---\n", "# only a comment\n", "---\n---\n# a\n---\n"})
    void onlyEmptyDocuments(String file) {
        assertThat(read(file).problems()).containsExactly(new Problem("", "is empty"));
    }

    private static Manifest read(String file) {
        return ManifestReader.read(file.getBytes(StandardCharsets.UTF_8));
    }
}
