package dev.loadtest.crds.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.loadtest.crds.files.FileSource;
import dev.loadtest.crds.files.FileSource.Found;
import dev.loadtest.crds.files.FileSource.Located;
import dev.loadtest.crds.manifest.Problem;
import dev.loadtest.engine.plan.FileRef;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Number of cases, uniqueness of their ids, and the cost of checking both. */
class CaseRulesTest {
    private static Compilation compile(String spec, FileSource files) {
        String yaml = "apiVersion: loadtest.dev/v1alpha1\nkind: LoadTest\nmetadata: {name: many}\n"
                + "spec:\n  target: {url: \"http://plots:8000\"}\n  requests: [{name: r, path: /}]\n" + spec;
        return ManifestCompiler.compile(yaml.getBytes(StandardCharsets.UTF_8), Overrides.NONE, files);
    }

    private static FileSource files(String... names) {
        return set -> new Found(
                Stream.of(names)
                        .map(name -> new Located(new FileRef(set.name(), name, 0, "0".repeat(64)), Path.of(name)))
                        .toList(),
                List.of());
    }

    private static String phases(int count, int iterations) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{name: p" + i + ", request: r, iterations: " + iterations + "}")
                .collect(Collectors.joining(", ", "  phases: [", "]\n"));
    }

    private static List<String> problems(Compilation compilation) {
        return compilation instanceof Compilation.Refused refused
                ? refused.problems().stream().map(Problem::toString).toList()
                : List.of();
    }

    private static long allocated(String spec) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(problems(compile(spec, files()))).isEmpty();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void countingIsCheap() {
        allocated(phases(10, 1));
        assertThat(allocated(phases(10, 10_000))).isLessThan(allocated(phases(10, 1)) + (1 << 20));
    }

    @Test
    void tooManyCases() {
        assertThat(problems(compile(phases(10, 10_000), files()))).isEmpty();
        assertThat(problems(compile(phases(11, 10_000), files())))
                .containsExactly("spec.phases: make 110000 cases, more than 100000");
    }

    @Test
    void lastCaseIsFoundById() {
        assertThat(problems(compile("  select: p9 and ITER9999\n" + phases(10, 10_000), files())))
                .isEmpty();
        assertThat(problems(compile("  select: p10\n" + phases(10, 10_000), files())))
                .containsExactly("spec.select: \"p10\" selects none of the 100000 cases (list shows them)");
    }

    @ParameterizedTest
    @CsvSource({
        "a, a-b, b-c.csv, c.csv, process[a-b-c.csv]",
        "a-b, a, c.csv, b-c.csv, process[a-b-c.csv]",
        "a, a-b-c, b-c-d, d, process[a-b-c-d]"
    })
    void duplicateIds(String first, String second, String file, String other, String id) {
        assertThat(problems(compile(overFiles(first, second), files(file, other))))
                .containsExactly("spec.phases: two cases have the id \"" + id + "\"; rename a variant or a file");
    }

    @ParameterizedTest
    @CsvSource({"a, a-b, b-c.csv, d.csv", "a, ab, b-c.csv, c.csv", "a, b, b-a, a"})
    void similarIdsAreDistinct(String first, String second, String file, String other) {
        assertThat(problems(compile(overFiles(first, second), files(file, other))))
                .isEmpty();
    }

    private static String overFiles(String first, String second) {
        return "  files: [{name: f, path: x}]\n  variants: [{name: " + first + "}, {name: " + second + "}]\n"
                + "  phases: [{name: process, forEach: {files: f}, request: r}]\n";
    }
}
