package dev.loadtest.worker.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loadtest.engine.run.check.TextPattern;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Re2PatternTest {

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"[0-9]+, 12, true", "[0-9]+, a12, false", "a|ab, ab, true", "'', '', true", "é.*, été, true"})
    void wholeText(String regex, String text, boolean matches) {
        assertThat(Re2Pattern.compile(regex).matches(text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"b+, abbc, true", "^b, abb, false", "é[0-9], xé7, true", "a.b, 'a\nb', false", "(?s)a.b, 'a\nb', true"})
    void matchInBytes(String regex, String text, boolean found) {
        assertThat(Re2Pattern.compile(regex).isIn(utf8(text))).isEqualTo(found);
    }

    @Test
    void firstGroup() {
        TextPattern pattern = Re2Pattern.compile("id=(é?[0-9]+)");
        assertThat(pattern.firstGroup(utf8("äid=é12&id=3"))).isEqualTo("é12");
        assertThat(pattern.firstGroup(utf8("none"))).isNull();
        assertThat(Re2Pattern.compile("a(b)?").firstGroup(utf8("a"))).isNull();
    }

    @Test
    void invalidExpression() {
        assertThatThrownBy(() -> Re2Pattern.compile("(?=a)")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Bytes of no charset, and texts that are cut within a character. */
    @Test
    void anyBytes() {
        SplittableRandom random = new SplittableRandom(7);
        TextPattern pattern = Re2Pattern.compile("(\\pL+).(\\d|é)$");
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            pattern.isIn(bytes);
            pattern.firstGroup(bytes);
            TextPattern whole = Re2Pattern.compile("[^x]*");
            whole.isIn(bytes);
        }
        assertThat(pattern.isIn(utf8("ab 1"))).isTrue();
    }

    @Test
    void reach() {
        TextPattern small = Re2Pattern.compile("x");
        assertThat(small.reach()).isEqualTo(1 << 20);
        TextPattern large = Re2Pattern.compile("[a-z]{900}|x");
        assertThat(large.reach()).isBetween(16_000, 19_000);
        assertThat(large.isIn(utf8("-".repeat(large.reach() - 1) + "x"))).isTrue();
        assertThat(Re2Pattern.compile("(-|[a-z]{900})*").matches("-".repeat(1 << 20)))
                .isFalse();
        assertThat(large.isIn(utf8("-".repeat(large.reach()) + "x"))).isFalse();
        assertThat(Re2Pattern.compile("(x)|[a-z]{900}").firstGroup(utf8("-".repeat(1 << 20) + "x")))
                .isNull();
    }

    /** With backtracking each of these takes longer than the universe is old. */
    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(a|a)*b", "(a?){60}a{60}b", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)*x(.*)*y"})
    void hostileBody(String regex) {
        byte[] body = utf8("a".repeat(1 << 20) + "!");
        TextPattern pattern = Re2Pattern.compile(regex);
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> pattern.isIn(body));
    }
}
