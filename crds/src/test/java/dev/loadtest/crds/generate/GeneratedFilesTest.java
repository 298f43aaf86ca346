package dev.loadtest.crds.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed files match the model. */
class GeneratedFilesTest {
    private static final Path CRD = Path.of("src/main/resources/META-INF/loadtest/loadtests.loadtest.dev-v1.yaml");
    private static final Path IN_CHART = Path.of("../helm/loadtest-operator/files/loadtests.yaml");
    private static final Path SCHEMA = Path.of("loadtest.schema.json");
    private static final Path REFERENCE = Path.of("../docs/manifest-reference.md");
    private static final String COMMAND =
            "mvn -pl crds -am test -Dtest=GeneratedFilesTest -Dsurefire.failIfNoSpecifiedTests=false -Dloadtest.regenerate=true";

    @Test
    void crdIsCurrent() throws IOException {
        check(CRD, CrdYaml.generate());
    }

    /** A chart cannot include files from outside its folder. */
    @Test
    void chartCrdIsCurrent() throws IOException {
        check(IN_CHART, CrdYaml.generate());
    }

    @Test
    void schemaIsCurrent() throws IOException {
        check(SCHEMA, ManifestSchema.generate());
    }

    @Test
    void referenceIsCurrent() throws IOException {
        check(REFERENCE, ManifestReference.generate());
    }

    private static void check(Path file, String content) throws IOException {
        if (Boolean.getBoolean("loadtest.regenerate")) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, content);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as("%s differs from the model; run: %s", file, COMMAND)
                .isEqualTo(content);
    }
}
