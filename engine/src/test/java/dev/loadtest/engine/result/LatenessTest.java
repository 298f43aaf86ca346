package dev.loadtest.engine.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenessTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, false", // nothing sent
        "4, 4, false", // all of them, but fewer than 5
        "5, 5, true",
        "500, 5, false", // exactly 1 %
        "499, 5, true",
        "1000, 10, false",
        "1000, 11, true",
        "4000000000000, 40000000001, true", // no overflow
    })
    void moreThanOnePercentAndAtLeastFive(long sent, long late, boolean invalid) {
        assertThat(Lateness.invalid("hammering", sent, late, Duration.ofMillis(250), 0)
                        .isPresent())
                .isEqualTo(invalid);
    }

    @Test
    void reasonNamesPhaseAndAmount() {
        assertThat(Lateness.invalid("hammering", 700, 40, Duration.ofMillis(250), 1_204_999))
                .hasValue("hammering: the load generator itself sent 40 of 700 requests (5.7 %) more than 250 ms late,"
                        + " at worst 1204 ms; at most 1 % may be. More CPU, more workers or a lower load help; the notes"
                        + " say what delayed it");
    }

    /** Those that were under way while the loop stood still are late, though sent in time. */
    @Test
    void noWorstWithoutLateSends() {
        assertThat(Lateness.invalid("hammering", 700, 40, Duration.ofMillis(250), 250_000))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("250 ms late; at most 1 %"));
    }
}
