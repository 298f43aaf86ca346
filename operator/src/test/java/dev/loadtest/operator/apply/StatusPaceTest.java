package dev.loadtest.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.operator.SampleTests;
import org.junit.jupiter.api.Test;

class StatusPaceTest {
    private final StatusPace pace = new StatusPace();

    @Test
    void onceASecondPerLoadTest() {
        assertThat(pace.isDue("a", SampleTests.NOW)).isTrue();
        pace.wrote("a", SampleTests.NOW);
        assertThat(pace.isDue("a", SampleTests.NOW.plusMillis(999))).isFalse();
        assertThat(pace.isDue("b", SampleTests.NOW.plusMillis(999))).isTrue();
        assertThat(pace.isDue("a", SampleTests.NOW.plusSeconds(1))).isTrue();
    }
}
