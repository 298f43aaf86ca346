package dev.loadtest.engine.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.result.Verdicts.Reasons;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final List<String> NONE = List.of();

    @Test
    void firstApplicableDecides() {
        for (int bits = 0; bits < 16; bits++) {
            Reasons reasons = new Reasons(
                    some(bits, 0, "error"),
                    some(bits, 1, "abort"),
                    some(bits, 2, "invalid"),
                    some(bits, 3, "failed"),
                    List.of("a note changes no verdict"));
            Verdict expected = Verdict.values()[bits == 0 ? 4 : Integer.numberOfTrailingZeros(bits)];

            assertThat(Verdicts.verdict(reasons)).as("%s", reasons).isEqualTo(expected);
        }
    }

    @Test
    void decidingReasonsComeFirst() {
        Reasons reasons =
                new Reasons(List.of("e"), List.of("a"), List.of("i", "j"), List.of("f", "i", "f"), List.of("n"));

        assertThat(Verdicts.message(reasons)).isEqualTo("e; a; i; j; f; n");
        assertThat(Verdicts.message(new Reasons(NONE, NONE, NONE, NONE, NONE))).isEmpty();
    }

    private static List<String> some(int bits, int bit, String reason) {
        return (bits >> bit & 1) == 1 ? List.of(reason) : NONE;
    }
}
