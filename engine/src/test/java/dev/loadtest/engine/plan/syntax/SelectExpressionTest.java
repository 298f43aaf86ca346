package dev.loadtest.engine.plan.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectExpressionTest {

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        "ultrakill,                   ultrakill[forced-iter0],  true",
        "ULTRA,                       ultrakill[forced-iter0],  true",
        "ultrakill and forced,        ultrakill[forced-iter0],  true",
        "ultrakill and forced,        ultrakill[cached-iter0],  false",
        "forced-iter1,                hammering[forced-iter1],  true",
        "forced-iter1,                hammering[forced-iter10], true", // substrings, as in pytest
        "process[forced-a.csv],       process[forced-a.csv],    true",
        "process[forced-a.csv],       process[cached-a.csv],    false",
        "not forced,                  health[cached],           true",
        "not not forced,              health[cached],           false",
        "a or b and c,                a,                        true", // and binds tighter
        "a or b and c,                b,                        false",
        "a and b or c,                c,                        true",
        "(a or b) and c,              ac,                       true",
        "(a or b) and c,              a,                        false",
        "not a and b,                 b,                        true", // not binds tighter
        "not a and b,                 x,                        false",
        "not (a and b),               x,                        true",
        "a and not b,                 a,                        true",
        "a and not b,                 ab,                       false",
        "not(a)or(b),                 ab,                       true", // parentheses end words
        "((a)),                       a,                        true",
        "android,                     android,                  true", // keywords are whole words
        "nothing or order,            order,                    true",
        "AND,                         band,                     true", // and lower case
        "a.b/c:d=e!,                  xa.b/c:d=e!x,             true",
        "'  a\tand\n b ',             ab,                       true",
        "a or a or a or b,            b,                        true",
    })
    void matchesLikePytest(String expression, String id, boolean matches) {
        assertThat(SelectExpression.parse(expression).matches(id)).isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'',          the selection is empty",
        "'  ',        the selection is empty",
        "a b,         'expected \"and\", \"or\" or the end at column 3 of the selection, found \"b\"'",
        "a not b,     'expected \"and\", \"or\" or the end at column 3 of the selection, found \"not\"'",
        "a),          'expected \"and\", \"or\" or the end at column 2 of the selection, found \")\"'",
        "a and,       'expected a word, \"not\" or \"(\" at column 6 of the selection, found the end'",
        "or a,        'expected a word, \"not\" or \"(\" at column 1 of the selection, found \"or\"'",
        "a and or b,  'expected a word, \"not\" or \"(\" at column 7 of the selection, found \"or\"'",
        "not,         'expected a word, \"not\" or \"(\" at column 4 of the selection, found the end'",
        "(),          'expected a word, \"not\" or \"(\" at column 2 of the selection, found \")\"'",
        "(a or b,     'expected \"and\", \"or\" or \")\" at column 8 of the selection, found the end'",
        "(a b),       'expected \"and\", \"or\" or \")\" at column 4 of the selection, found \"b\"'",
    })
    void errorNamesPosition(String expression, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SelectExpression.parse(expression))
                .withMessageStartingWith(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "not ", "a and "})
    void hostileExpressionsAreBounded(String piece) {
        for (int times : new int[] {500, 1_000_000}) {
            assertThatIllegalArgumentException().isThrownBy(() -> SelectExpression.parse(piece.repeat(times)));
        }
    }

    @Test
    void longExpressions() {
        assertThat(SelectExpression.parse("x or ".repeat(800) + "a").matches("a"))
                .isTrue();
    }
}
