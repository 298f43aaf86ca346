package dev.loadtest.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.operator.report.EventReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/operations.md} compared with the code, both ways: no message there is outdated, and none of the log and of
 * failed requests is missing there.
 */
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

    private static final Pattern LOGGED =
            Pattern.compile("(?:LOG\\.(?:warn|error)\\(|Level\\.(?:WARNING|ERROR),)([^;]*);");
    /** Literals that the compiler joins. */
    private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");
    /** Consecutive words by which a message is recognized in the tables. */
    private static final int RUN = 3;

    private static final int SENTENCE = 4;
    /** Sentences about a defect of the caller, which no user sees. */
    private static final Set<String> DEFECTS = Set.of(
            "all streams are in use",
            "Netty gives addresses of 4 or 16 bytes",
            "an attempt that was given up has connected",
            "every Java platform keeps a key and its certificates in memory",
            "no TLS context can be made",
            "the plan does not aim at ",
            " connections are in use");

    /** By which limits of the machine are recognized. */
    private static final Set<String> OF_THE_SYSTEM = Set.of(
            "Too many open files",
            "Too many open files in system",
            "Cannot assign requested address",
            "Can't assign requested address",
            "No buffer space available",
            "No space left on device");

    private static final Set<String> OF_THE_CLUSTER = Set.of("exceeded quota");

    private static String page() throws IOException {
        return Files.readString(PROJECT.resolve("docs/operations.md"));
    }

    /** The sources of some folders, without block comments. */
    private static List<String> sources(String... folders) throws IOException {
        List<String> sources = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> found = Files.walk(PROJECT.resolve(folder))) {
                for (Path file :
                        found.filter(it -> it.toString().endsWith(".java")).toList()) {
                    sources.add(COMMENT.matcher(Files.readString(file)).replaceAll(""));
                }
            }
        }
        return sources;
    }

    private static String[] modules(String... names) {
        return Arrays.stream(names).map(it -> it + "/src/main/java").toArray(String[]::new);
    }

    /** String literals of every module, each file's joined as the compiler joins them. */
    private static String literals() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String code : sources(modules("engine", "crds", "control", "worker", "operator", "report", "cli"))) {
            all.append(LITERAL.matcher(code).results().map(it -> it.group(1)).collect(Collectors.joining()))
                    .append('\n');
        }
        return all.toString().replace("\\\"", "\"");
    }

    private static String tables(String page) {
        return page.substring(page.indexOf("### Messages\n"), page.indexOf("## Results\n"));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.replace("%d", "").toLowerCase(Locale.ROOT).split("[^a-z]+"))
                .filter(it -> !it.isEmpty())
                .toList();
    }

    /** Whether three consecutive words of a message, or all of a shorter one, are in the tables. */
    private static boolean isDocumented(String message, String tables) {
        List<String> words = words(message);
        int run = Math.min(RUN, words.size());
        return IntStream.rangeClosed(0, words.size() - run)
                .mapToObj(at -> " " + String.join(" ", words.subList(at, at + run)) + " ")
                .anyMatch(tables::contains);
    }

    private static void assertDocumented(Stream<String> messages, int least) throws IOException {
        String tables = " " + String.join(" ", words(tables(page()))) + " ";
        List<String> all = messages.distinct().toList();
        assertThat(all).hasSizeGreaterThan(least).allSatisfy(it -> assertThat(isDocumented(it, tables))
                .as("\"%s\" has a row in docs/operations.md", it)
                .isTrue());
    }

    /** The constant parts of the messages in the first columns of the tables between two headings. */
    private static Set<String> messages(String page) {
        return tables(page)
                .lines()
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
    void everyLogMessageIsDocumented() throws IOException {
        assertDocumented(
                sources(modules("engine", "control", "worker", "operator")).stream()
                        .flatMap(code -> LOGGED.matcher(code).results())
                        .map(it -> LITERAL.matcher(it.group(1))
                                .results()
                                .map(text -> text.group(1))
                                .collect(Collectors.joining(" ")))
                        .filter(it -> words(it).size() >= 2),
                15);
    }

    @Test
    void everyFailureOfRequestsIsDocumented() throws IOException {
        assertDocumented(
                sources("worker/src/main/java/dev/loadtest/worker/http").stream()
                        .map(code -> JOINT.matcher(code).replaceAll(""))
                        .flatMap(code -> LITERAL.matcher(code).results())
                        .map(it -> it.group(1))
                        .filter(it -> it.matches("[ a-zA-Z][^=]*") && words(it).size() >= SENTENCE)
                        .filter(it -> !DEFECTS.contains(it) && !OF_THE_SYSTEM.contains(it)),
                40);
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
