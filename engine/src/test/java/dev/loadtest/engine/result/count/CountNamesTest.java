package dev.loadtest.engine.result.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names of the numbers of the books. */
class CountNamesTest {
    private static final Counts COUNTS = new Counts(
            20,
            17,
            Map.of("held", 2L, "stopped", 1L),
            7,
            Map.of(),
            Map.of("tls", 3L, "dns", 1L),
            4,
            2,
            Map.of(200, 7L),
            1);

    private static long sum(List<NamedCount> counts) {
        return counts.stream().mapToLong(NamedCount::total).sum();
    }

    @ParameterizedTest
    @EnumSource
    void numbersAddUp(CountNames names) {
        List<NamedCount> planned = names.planned(COUNTS);
        assertThat(planned.getFirst().total())
                .isEqualTo(sum(planned.subList(1, 3)))
                .isEqualTo(20);
        assertThat(sum(names.outcomes(COUNTS))).isEqualTo(17);
        assertThat(names.of(COUNTS)).hasSize(3 + names.outcomes(COUNTS).size());
    }

    @Test
    void namesOfRequestsAndJourneys() {
        assertThat(CountNames.REQUESTS.of(COUNTS))
                .extracting(NamedCount::name)
                .containsExactly(
                        "planned", "sent", "notSent", "succeeded", "unexpected", "errors", "timeouts", "unresolved");
        assertThat(CountNames.JOURNEYS.of(COUNTS))
                .extracting(NamedCount::words)
                .containsExactly("planned", "begun", "not begun", "completed", "failed", "timeouts", "unresolved");
        assertThat(CountNames.REQUESTS.planned(COUNTS).getLast().heading()).isEqualTo("Not sent");
        assertThat(CountNames.REQUESTS.planned(COUNTS).getLast().byName()).containsEntry("held", 2L);
    }
}
