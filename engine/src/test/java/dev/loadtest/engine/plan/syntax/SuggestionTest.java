package dev.loadtest.engine.plan.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> NAMES =
            List.of("health", "draw-valid", "draw-invalid", "process", "p99", "p99.9", "rps");

    @ParameterizedTest
    @CsvSource({
        "drw-valid,    draw-valid",
        "draw-vaild,   draw-valid",
        "drawvalid,    draw-valid",
        "DRAW-VALID,   draw-valid",
        "draw-inavlid, draw-invalid",
        "helth,        health",
        "proces,       process",
        "p98,          p99",
        "P99,          p99",
        "rp,           rps",
        "rsp,          rps", // a swap is one slip, not two
    })
    void findsNearestName(String wrong, String right) {
        assertThat(Suggestion.didYouMean(wrong, NAMES)).isEqualTo(" (did you mean \"" + right + "\"?)");
    }

    @ParameterizedTest
    @CsvSource({"latency", "x", "''", "warm-up", "abc"})
    void emptyIfNoneIsNear(String wrong) {
        assertThat(Suggestion.didYouMean(wrong, NAMES)).isEmpty();
        assertThat(Suggestion.didYouMean(wrong, List.of())).isEmpty();
    }

    @Test
    void hugeNamesAreSkipped() {
        assertThat(Suggestion.didYouMean("x".repeat(10_000_000), List.of("y".repeat(10_000_000))))
                .isEmpty();
    }
}
