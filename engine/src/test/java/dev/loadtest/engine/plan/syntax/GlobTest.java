package dev.loadtest.engine.plan.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.Random;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.csv | a.csv | true",
                "*.csv | in/a.csv | false",
                "**.csv | in/a.csv | true",
                "**/*.csv | a.csv | false",
                "?.csv | a.csv | true",
                "?.csv | .csv | false",
                "{a,c}.* | c.txt | true",
                "{,in/}a.csv | a.csv | true",
                "{,in/}a.csv | in/a.csv | true",
                "{a*,*b}c | xbc | true",
                "[ab].csv | b.csv | true",
                "[!ab].csv | b.csv | false",
                "[!ab].csv | c.csv | true",
                "[a-c]x | bx | true",
                "[a-c]x | dx | false",
                "[-a] | - | true",
                "\\[f\\].csv | [f].csv | true",
                "a | ab | false",
                "ab | a | false",
            })
    void acceptsSyntaxOfJdk(String pattern, String path, boolean matches) {
        assertThat(Glob.parse(pattern).matches(path)).isEqualTo(matches);
        assertThat(jdk(pattern).matches(Path.of(path))).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a", "{a", "{a,{b}}", "[b-a]", "[a/b]", "a\\"})
    void invalidPatternIsRefused(String pattern) {
        assertThatThrownBy(() -> Glob.parse(pattern)).isInstanceOf(PatternSyntaxException.class);
        assertThatThrownBy(() -> jdk(pattern)).isInstanceOf(PatternSyntaxException.class);
    }

    @Test
    void matchesLikeJdk() {
        Random random = new Random(31);
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, "ab/*?{,}[]!-\\", 8);
            String path = text(random, "ab/", 6).replaceAll("/+", "/").replaceAll("^/|/$", "");
            PathMatcher expected;
            try {
                expected = jdk(pattern);
            } catch (PatternSyntaxException e) {
                continue;
            }
            if (!pattern.contains("[") && !pattern.contains("}")) {
                assertThat(Glob.parse(pattern).matches(path))
                        .as(pattern + " and " + path)
                        .isEqualTo(expected.matches(Path.of(path)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*ab", "{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}*b"})
    void linearTime(String pattern) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(Glob.parse(pattern).matches("a".repeat(250))).isFalse());
    }

    private static PathMatcher jdk(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }

    private static String text(Random random, String alphabet, int most) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(most) + 1; n > 0; n--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
