package dev.loadtest.engine.coordinate.workers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmoothedTimeTest {
    private final SmoothedTime time = new SmoothedTime();

    @Test
    void unknownAtFirst() {
        assertThat(time.observed()).isFalse();
    }

    @Test
    void firstValueCountsFully() {
        time.observe(8_000);

        assertThat(time.observed()).isTrue();
        assertThat(time.nanos()).isEqualTo(8_000);
    }

    @Test
    void laterValuesWeighAnEighth() {
        time.observe(8_000);
        time.observe(16_000);
        assertThat(time.nanos()).isEqualTo(9_000);

        time.observe(1_000);
        assertThat(time.nanos()).isEqualTo(8_000);
    }

    @Test
    void recoversFromSlowValues() {
        time.observe(100_000_000);
        for (int i = 0; i < 100; i++) {
            time.observe(1_000_000);
        }

        assertThat(time.nanos()).isBetween(1_000_000L, 1_010_000L);
    }
}
