package dev.loadtest.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.operator.report.EventReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} compared with the code: no reason is missing, and no message is outdated. */
class DocumentedMessagesTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final Pattern COMMENT = Pattern.compile("/\\*[^*]*\\*+(?:[^/*][^*]*\\*+)*/");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    /** Variable parts and punctuation of a documented message. */
    private static final Pattern VARIABLE =
            Pattern.compile("…|[():;,\"\\[\\]]|\\b[A-Z]\\b|\\b[A-Z]{4,}\\b|\\d+ ?s?\\b");
    /** Shorter parts are found by chance. */
    private static final int LEAST = 10;

    private static final Set<String> OF_THE_CLUSTER = Set.of("exceeded quota");

    private static String page() throws IOException {
        return Files.readString(PROJECT.resolve("docs/operations.md"));
    }

    /** String literals of every module, each file's joined as the compiler joins them. */
    private static String literals() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String module : List.of("engine", "crds", "control", "worker", "operator", "report", "cli")) {
            try (Stream<Path> sources = Files.walk(PROJECT.resolve(module).resolve("src/main/java"))) {
                sources.filter(it -> it.toString().endsWith(".java")).forEach(files::add);
            }
        }
        StringBuilder all = new StringBuilder();
        for (Path file : files) {
            String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
            all.append(LITERAL.matcher(code).results().map(it -> it.group(1)).collect(Collectors.joining()))
                    .append('\n');
        }
        return all.toString().replace("\\\"", "\"");
    }

    /** The constant parts of the messages in the first columns of the tables between two headings. */
    private static Set<String> messages(String page) {
        String tables = page.substring(page.indexOf("### Messages\n"), page.indexOf("## Results\n"));
        return tables.lines()
                .filter(it -> it.startsWith("| "))
                .map(it -> it.split(" \\| ", 2)[0])
                .flatMap(it -> CODE.matcher(it).results())
                .map(MatchResult::group)
                .flatMap(it -> Arrays.stream(VARIABLE.split(it)))
                .map(it -> it.replaceAll("^[ .%`]+|[ .%`]+$", ""))
                .filter(it -> it.length() >= LEAST && it.contains(" "))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyEventReasonIsExplained() throws IOException {
        assertThat(page())
                .contains(Arrays.stream(EventReason.values())
                        .map(it -> "`" + it.label() + "`")
                        .toArray(String[]::new));
    }

    @Test
    void everyConditionIsExplained() throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/loadtest/operator/report/Conditions.java"));
        List<String> types = Pattern.compile("add\\(\"(\\w+)\"")
                .matcher(source)
                .results()
                .map(it -> "| `" + it.group(1) + "` |")
                .distinct()
                .toList();
        assertThat(types).hasSize(6);
        assertThat(page()).contains(types);
    }

    @Test
    void everyDocumentedMessageExists() throws IOException {
        String literals = literals();
        Set<String> messages = messages(page());
        assertThat(messages).hasSizeGreaterThan(100);
        assertThat(messages).allSatisfy(it -> assertThat(literals.contains(it) || OF_THE_CLUSTER.contains(it))
                .as(it)
                .isTrue());
    }
}
