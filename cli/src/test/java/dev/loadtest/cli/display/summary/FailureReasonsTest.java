package dev.loadtest.cli.display.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.result.count.Counts;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureReasonsTest {

    @Test
    void mostFrequentFirst() {
        Counts counts = new Counts(
                2_050,
                2_050,
                Map.of(),
                1_000,
                Map.of(503, 1_030L, 0, 1L),
                Map.of("reset", 15L),
                3,
                1,
                Map.of(503, 1_030L, 200, 1_000L),
                0);
        assertThat(FailureReasons.of(counts))
                .isEqualTo("503 x 1,030, reset x 15, timeout x 3, odd status x 1, unresolved x 1");
    }

    @Test
    void fewReasonsAreNamed() {
        Map<Integer, Long> statuses = Map.of(500, 1L, 501, 2L, 502, 3L, 503, 4L, 504, 5L, 505, 6L, 506, 7L);
        assertThat(FailureReasons.of(new Counts(28, 28, Map.of(), 0, statuses, Map.of(), 0, 0, statuses, 0)))
                .isEqualTo("506 x 7, 505 x 6, 504 x 5, 503 x 4, 502 x 3 and 2 more");
    }

    @Test
    void notSentIsNoFailure() {
        assertThat(FailureReasons.of(
                        new Counts(3, 1, Map.of("held", 2L), 1, Map.of(), Map.of(), 0, 0, Map.of(200, 1L), 0)))
                .isEqualTo("not sent: held x 2");
        assertThat(FailureReasons.of(Counts.NONE)).isEmpty();
    }
}
