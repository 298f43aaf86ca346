package dev.loadtest.crds.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "name=\"csrf\" value=\"([^\"]+)\"", "(?i)x{1,900}", "\\pL+", "[é-ü]", "(?P<n>a)"})
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
            })
    void place(String regex, int character) {
        assertThat(Regexes.problem(regex)).get().asString().endsWith(", at character " + character);
    }

    @Test
    void placeFarFromEnd() {
        assertThat(Regexes.problem("ab[c" + "d".repeat(200))).get().asString().endsWith(", at character 3");
    }

    /** Compiled, each of these would take from a second to all memory. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{0,100}){0,100}){0,100}",
                "(((((a{1000}){1000}){1000}){1000}){1000}){1000}",
                "(?:x{40}){40}",
                "([a-z]{999}b){2}",
                "(\\p{Greek}{501}){2}",
                "(a{0,100}){50}"
            })
    void multipliedRepetitions(String regex) {
        assertThat(Regexes.problem(regex)).get().asString().contains("too large");
        assertThat(Regexes.groups(regex)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                       | 0",
                "abc                      | 3",
                "a{3}b                    | 4",
                "(ab){3}                  | 6",
                "((a{2}){3}){4}           | 24",
                "[a-z]{5}                 | 5",
                "[]a{9}]{2}               | 2",
                "[[:alpha:]{9}]{2}        | 2",
                "\\p{Greek}{3}           | 3",
                "\\x{41}{3}              | 3",
                "a{,3}                    | 5",
                "\\{3}                   | 3",
                "\\Qa{9}\\E{2}          | 5",
                "a{2,}                    | 2",
                "a{0,4}b                  | 5",
                "(((a                     | 1",
                "a)b                      | 2",
                "[a                       | 1",
            })
    void size(String regex, long size) {
        assertThat(RegexSize.of(regex)).isEqualTo(size);
    }

    @Test
    void wording() {
        assertThat(Regexes.problem("(a"))
                .contains("is not a regular expression of RE2: missing closing ), at character 1");
    }

    @Test
    void groups() {
        assertThat(Regexes.groups("a(b)(?:c)(d)")).isEqualTo(2);
        assertThat(Regexes.groups("a")).isZero();
        assertThat(Regexes.groups("(")).isZero();
    }
}
