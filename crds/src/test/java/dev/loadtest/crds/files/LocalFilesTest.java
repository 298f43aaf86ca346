package dev.loadtest.crds.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.loadtest.crds.files.FileSource.Found;
import dev.loadtest.crds.files.FileSource.Located;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.engine.plan.FileRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFilesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void lay() throws IOException {
        for (String file : new String[] {"b.csv", "a.csv", "c.txt", "in/d.csv", "in/deep/e.csv", "[f].csv"}) {
            Path path = folder.resolve("here").resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
        Files.createDirectories(folder.resolve("here/folder.csv"));
    }

    private Found find(String pattern) {
        return new LocalFiles(folder.resolve("here")).find(new FileSetSpec("set", pattern, null, null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.csv | [f].csv a.csv b.csv",
                "./*.csv | [f].csv a.csv b.csv",
                "?.csv | a.csv b.csv",
                "{a,c}.* | a.csv c.txt",
                "[ab].csv | a.csv b.csv",
                "\\[f\\].csv | [f].csv",
                "in/*.csv | d.csv",
                "in/**.csv | d.csv e.csv",
                "**/*.csv | d.csv e.csv",
                "*/deep/e.csv | e.csv",
                "../here/a.csv | a.csv",
                "../here/in/../c.txt | c.txt",
                "a.csv | a.csv",
            })
    void filesInOrder(String pattern, String names) {
        Found found = find(pattern);
        assertThat(found.problems()).isEmpty();
        assertThat(found.files()).extracting(file -> file.ref().name()).containsExactly(names.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.xml", "in", "/nowhere/*.csv", "folder.csv"})
    void noMatch(String pattern) {
        assertThat(find(pattern).files()).isEmpty();
        assertThat(find(pattern).problems()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../*.csv",
                "/etc/pass*",
                "../../*",
                "in/../../*.csv",
                "out/*",
                "../other/x.csv",
                "link.csv",
                "*nk.csv"
            })
    void staysInManifestFolder(String pattern) throws IOException {
        Path outside = Files.createDirectories(folder.resolve("other"));
        Files.writeString(outside.resolve("x.csv"), "secret");
        Files.writeString(folder.resolve("y.csv"), "secret");
        Files.createSymbolicLink(folder.resolve("here/out"), outside);
        Files.createSymbolicLink(folder.resolve("here/link.csv"), outside.resolve("x.csv"));

        assertThat(find(pattern).files()).isEmpty();
        assertThat(find(pattern).problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("leads out of the manifest's folder; --allow-path DIR allows another folder"));
    }

    @Test
    void allowedFolder() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("x.csv"), "x");
        LocalFiles files = new LocalFiles(folder.resolve("here"), List.of(other));

        assertThat(files.find(new FileSetSpec("set", "../other/*.csv", null, null, null))
                        .files())
                .singleElement()
                .satisfies(file -> assertThat(file.ref().name()).isEqualTo("x.csv"));
    }

    @Test
    void patternsAreFast() throws IOException {
        Files.writeString(folder.resolve("here").resolve("a".repeat(250)), "x");

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(find("*a".repeat(60) + "b").problems()).hasSize(1));
    }

    @Test
    void nameSizeAndDigest() throws IOException {
        Files.write(folder.resolve("here/abc"), "abc".getBytes(UTF_8));
        assertThat(find("abc").files())
                .containsExactly(new Located(
                        new FileRef(
                                "set", "abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                        folder.resolve("here/abc")));
    }

    @Test
    void duplicateName() throws IOException {
        Files.writeString(folder.resolve("here/in/a.csv"), "other");
        assertThat(find("{,in/}a.csv").problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .startsWith("two files are named \"a.csv\""));
    }
}
