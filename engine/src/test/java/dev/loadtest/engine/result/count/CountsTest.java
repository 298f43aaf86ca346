package dev.loadtest.engine.result.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CountsTest {
    /** 20 planned = 17 sent + 3 not sent; 17 sent = 5 + 2 + 4 + 1 + 3 and 2 in flight. */
    private static final Counts OPEN = new Counts(
            20,
            17,
            Map.of("held", 2L, "stopped", 1L),
            5,
            Map.of(500, 2L),
            Map.of("reset", 4L),
            1,
            3,
            Map.of(200, 5L, 500, 2L),
            6);

    @Test
    void failuresIncludeEveryOtherOutcome() {
        assertThat(OPEN.failures()).isEqualTo(10);
        assertThat(OPEN.inFlight()).isEqualTo(2);
    }

    @Test
    void closeIfEveryRequestIsAccountedFor() {
        assertThat(OPEN.close()).isTrue();
        assertThat(new Counts(21, 17, OPEN.notSent(), 5, Map.of(500, 2L), OPEN.errors(), 1, 3, OPEN.status(), 6)
                        .close())
                .isFalse();
    }

    @Test
    void stayOpenIfMoreEndedThanSent() {
        assertThat(new Counts(1, 1, Map.of(), 1, Map.of(200, 1L), Map.of(), 0, 0, Map.of(), 0).close())
                .isFalse();
    }

    @Test
    void addUpByReasonCauseAndCode() {
        Counts other = new Counts(
                4, 4, Map.of(), 1, Map.of(500, 1L, 503, 1L), Map.of("reset", 1L, "dns", 1L), 0, 0, Map.of(200, 1L), 1);

        Counts sum = OPEN.plus(other);

        assertThat(sum)
                .isEqualTo(new Counts(
                        24,
                        21,
                        Map.of("held", 2L, "stopped", 1L),
                        6,
                        Map.of(500, 3L, 503, 1L),
                        Map.of("reset", 5L, "dns", 1L),
                        1,
                        3,
                        Map.of(200, 6L, 500, 2L),
                        7))
                .isEqualTo(other.plus(OPEN));
        assertThat(OPEN.plus(Counts.NONE)).isEqualTo(OPEN);
    }
}
