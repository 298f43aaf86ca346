package dev.loadtest.cli.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sizes of source files and packages of all modules, tests included. */
class SourceFilesTest {
    private static final Path PROJECT = Path.of("..");
    private static final int LONG = 300;
    private static final int CLASSES = 25;
    private static final String REASON = "More than 25 classes";
    /** A comment directly before a type that is not nested, annotations between them. */
    private static final Pattern SUBJECT = Pattern.compile(
            "^ ?\\*/\\R(?:@.*\\R)*(?:public |final |abstract |sealed )*(?:class|record|interface|enum) |"
                    + "^/\\*\\* .*\\*/\\R(?:@.*\\R)*(?:public |final |abstract |sealed )*(?:class|record|interface|enum) ",
            Pattern.MULTILINE);

    private static List<Path> sources() throws IOException {
        try (Stream<Path> modules = Files.list(PROJECT)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(SourceFilesTest::below)
                    .toList();
        }
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void longFilesNameTheirSubject() throws IOException {
        List<Path> longFiles = sources().stream()
                .filter(file -> text(file).lines().count() > LONG)
                .toList();
        assertThat(longFiles).isNotEmpty().allMatch(file -> SUBJECT.matcher(text(file))
                .find());
    }

    @Test
    void largePackagesSayWhy() throws IOException {
        Map<Path, Long> sizes =
                sources().stream().collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
        sizes.values().removeIf(size -> size <= CLASSES);
        assertThat(sizes.keySet()).isNotEmpty().allSatisfy(folder -> assertThat(reasons(folder))
                .as(folder.toString())
                .contains(REASON));
    }

    /** Of the package, and for tests also of the tested one. */
    private static String reasons(Path folder) {
        Path tested = Path.of(folder.toString().replace("src/test/java", "src/main/java"));
        return Stream.of(folder, tested)
                .map(path -> path.resolve("package-info.java"))
                .filter(Files::exists)
                .map(SourceFilesTest::text)
                .collect(Collectors.joining());
    }
}
