package dev.loadtest.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinkTest {

    @Test
    void readsTimeRangeOrMean() {
        assertThat(Think.parse("1.5s")).isEqualTo(new Think.Fixed(Duration.ofMillis(1500)));
        assertThat(Think.parse("1.5s..1m"))
                .isEqualTo(new Think.Uniform(Duration.ofMillis(1500), Duration.ofMinutes(1)));
        assertThat(Think.parse("exp(2s)")).isEqualTo(new Think.Exponential(Duration.ofSeconds(2)));
    }

    @Test
    void longestTime() {
        assertThat(Think.parse("2s").longest()).isEqualTo(Duration.ofSeconds(2));
        assertThat(Think.parse("1s..5s").longest()).isEqualTo(Duration.ofSeconds(5));
        assertThat(Think.parse("exp(2s)").longest()).isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({
        "5s..1s, the first of 5s..1s is above the second",
        "1s.., a duration is missing",
        "..1s, a duration is missing",
        "1s...2s, '\".2s\" is not a duration'",
        "1s..2s..3s, '\"2s..3s\" is not a duration'",
        "exp(), a duration is missing",
        "exp(2), '\"2\" is not a duration'",
        "exp(2s, '\"exp(2s\" is not a duration'",
        "norm(2s), '\"norm(2s)\" is not a duration'",
        "1s..-2s, '\"-2s\" is not a duration'"
    })
    void invalidTextIsExplained(String text, String message) {
        assertThatThrownBy(() -> Think.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
