package dev.loadtest.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalFactsTest {

    @Test
    void startScriptFirst() {
        assertThat(TerminalFacts.of(Map.of("COLUMNS", "300"), "132", false))
                .isEqualTo(new TerminalFacts(true, 132, true));
        assertThat(TerminalFacts.of(Map.of(), "", true).interactive()).isFalse();
    }

    @Test
    void jdkOtherwise() {
        assertThat(TerminalFacts.of(Map.of("COLUMNS", "100"), null, true))
                .isEqualTo(new TerminalFacts(true, 100, true));
        assertThat(TerminalFacts.of(Map.of(), null, true)).isEqualTo(new TerminalFacts(true, 80, true));
        assertThat(TerminalFacts.of(Map.of(), null, false)).isEqualTo(TerminalFacts.PIPE);
    }

    @Test
    void invalidWidthIsIgnored() {
        assertThat(TerminalFacts.of(Map.of("COLUMNS", "wide"), "0", false).width())
                .isEqualTo(80);
    }

    @Test
    void coloursCanBeDisabled() {
        assertThat(TerminalFacts.of(Map.of("NO_COLOR", "1"), "80", false))
                .isEqualTo(new TerminalFacts(true, 80, false));
        assertThat(TerminalFacts.of(Map.of("NO_COLOR", ""), "80", false).colour())
                .isTrue();
        assertThat(TerminalFacts.of(Map.of(), "", false).colour()).isFalse();
    }

    @Test
    void dumbTerminalIsPipe() {
        assertThat(TerminalFacts.of(Map.of("TERM", "dumb"), "80", true).interactive())
                .isFalse();
    }
}
