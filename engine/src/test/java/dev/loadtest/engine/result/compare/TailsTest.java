package dev.loadtest.engine.result.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailsTest {

    /** From the tables of Student's distribution, two-sided. */
    @ParameterizedTest
    @CsvSource({
        "0.95, 1, 12.7062",
        "0.95, 2, 4.3027",
        "0.95, 3, 3.1824",
        "0.95, 7, 2.3646",
        "0.95, 31, 2.0395",
        "0.95, 1000, 1.9623",
        "0.99, 31, 2.7440",
        "0.90, 10, 1.8125"
    })
    void student(double confidence, int freedom, double t) {
        assertThat(Tails.student(confidence, freedom)).isCloseTo(t, within(6e-5));
    }

    @ParameterizedTest
    @CsvSource({"-1.959964, 0.025", "0, 0.5", "1.644854, 0.95", "-3.0902, 0.001"})
    void normal(double z, double below) {
        assertThat(Tails.normalBelow(z)).isCloseTo(below, within(3e-6));
    }

    @Test
    void fewBlocksHaveSmallTails() {
        assertThat(Tails.of(0.95, 8, 1)).isBetween(0.005, 0.007);
        assertThat(Tails.of(0.95, 32, 1)).isBetween(0.019, 0.0195);
        assertThat(Tails.of(0.95, 3_200, 100)).isBetween(0.023, 0.0235);
    }
}
