package dev.loadtest.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.cli.Printed;
import dev.loadtest.cli.Runs;
import dev.loadtest.engine.coordinate.record.Live;
import dev.loadtest.engine.result.Outcome;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunDisplayTest {
    private static final String CLEAR = "\r\u001B[K";

    private final Printed printed = new Printed();
    private final AtomicInteger brokenCalls = new AtomicInteger();

    @Test
    void pipeGetsCaseLines() {
        try (RunDisplay display = display(printed.console(TerminalFacts.PIPE))) {
            display.progressed(live("a"));
            display.caseEnded(Runs.item("a", Outcome.PASSED, ""), 50);
            display.progressed(live("b"));
            display.caseEnded(Runs.item("b", Outcome.PASSED, ""), 100);
        }
        assertThat(printed.out()).isEqualTo("a PASSED [ 50%]\nb PASSED [100%]\n");
        assertThat(brokenCalls).hasValue(0);
    }

    @Test
    void liveLineGivesWayToCaseLines() {
        Screen screen = new Screen(printed.console(new TerminalFacts(true, 80, false)));
        screen.live("working on a");
        screen.live("working on a");
        screen.line("a PASSED");
        screen.live("working on b");
        screen.live("");
        assertThat(printed.out())
                .isEqualTo("working on a" + CLEAR + "a PASSED\nworking on a" + CLEAR + "working on b" + CLEAR);
    }

    @Test
    void noticesGoToStandardError() {
        try (RunDisplay display = display(printed.console(TerminalFacts.PIPE))) {
            display.notice("stopping");
        }
        assertThat(printed.err()).isEqualTo("stopping\n");
        assertThat(printed.out()).isEmpty();
    }

    @Test
    void lostOutputIsReportedOnce() {
        try (RunDisplay display = display(printed.brokenConsole())) {
            display.caseEnded(Runs.item("a", Outcome.PASSED, ""), 50);
            display.caseEnded(Runs.item("b", Outcome.PASSED, ""), 100);
        }
        assertThat(brokenCalls).hasValue(1);
    }

    @Test
    void outputAfterEndIsDropped() {
        RunDisplay display = display(printed.console(TerminalFacts.PIPE));
        display.close();
        display.notice("too late");
        assertThat(printed.err()).isEmpty();
    }

    private RunDisplay display(Console console) {
        return new RunDisplay(new Screen(console), brokenCalls::incrementAndGet);
    }

    private static Live live(String id) {
        return new Live(Live.State.RUNNING, List.of(id), 10, 1, 1, 0, 0, 1, 1, 0);
    }
}
