package dev.loadtest.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.Runs;
import dev.loadtest.engine.result.Outcome;
import org.junit.jupiter.api.Test;

class CaseLinesTest {

    @Test
    void passedWithoutReason() {
        assertThat(CaseLines.of(item("hammering[forced-iter1]", Outcome.PASSED, "", 17), false))
                .isEqualTo("hammering[forced-iter1] PASSED [ 17%]");
        assertThat(CaseLines.of(item("health", Outcome.PASSED, "unexpected", 100), false))
                .isEqualTo("health PASSED [100%]");
    }

    @Test
    void otherOutcomesWithReason() {
        assertThat(CaseLines.of(item("a", Outcome.FAILED, "2 of 20 failed", 3), false))
                .isEqualTo("a FAILED - 2 of 20 failed [  3%]");
        assertThat(CaseLines.of(item("a", Outcome.SKIPPED, "sanity did not pass", 3), false))
                .isEqualTo("a SKIPPED - sanity did not pass [  3%]");
        assertThat(CaseLines.of(item("a", Outcome.ERROR, "stopped while running", 3), false))
                .isEqualTo("a ERROR - stopped while running [  3%]");
    }

    @Test
    void controlCharactersAreRemoved() {
        assertThat(CaseLines.of(item("a", Outcome.FAILED, "\u001B[2Jbad\r\nPASSED\u202Eevil", 0), false))
                .isEqualTo("a FAILED - \uFFFD[2Jbad  PASSED\uFFFDevil [  0%]");
    }

    @Test
    void colourMarksOutcome() {
        assertThat(CaseLines.of(item("a", Outcome.PASSED, "", 5), true))
                .isEqualTo("a \u001B[32mPASSED\u001B[0m [  5%]");
    }

    private static EndedCase item(String id, Outcome outcome, String reason, int percent) {
        return EndedCase.of(Runs.item(id, outcome, reason), percent);
    }
}
