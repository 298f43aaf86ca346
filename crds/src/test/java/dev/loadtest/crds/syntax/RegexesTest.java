package dev.loadtest.crds.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "name=\"csrf\" value=\"([^\"]+)\"", "(?i)x{1,1000}", "\\pL+", "[é-ü]", "(?P<n>a)"})
    void compiles(String regex) {
        assertThat(Regexes.problem(regex)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(a)(b     | 4",
                "((a)      | 1",
                "a)b       | 2",
                "a[b       | 2",
                "a*b(*     | 5",
                "ab\\yc    | 3",
                "x{2,1}    | 2",
                "[z-a]     | 2",
                "(a)\\1    | 4",
                "a(?=b)    | 2",
                "ab\\      | 3",
                "*a        | 1",
                "a(?<=b)   | 2",
                "x{1001}   | 2",
            })
    void saysWhereTheErrorStands(String regex, int character) {
        assertThat(Regexes.problem(regex)).get().asString().endsWith(", at character " + character);
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(Regexes.problem("(a"))
                .contains("is not a regular expression of RE2: missing closing ), at character 1");
    }

    @Test
    void countsGroups() {
        assertThat(Regexes.groups("a(b)(?:c)(d)")).isEqualTo(2);
        assertThat(Regexes.groups("a")).isZero();
        assertThat(Regexes.groups("(")).isZero();
    }
}
