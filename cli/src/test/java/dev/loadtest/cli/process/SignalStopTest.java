package dev.loadtest.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalStopTest {
    private final List<String> heard = new ArrayList<>();
    private final SignalStop signals = new SignalStop(heard::add, () -> heard.add("left"));

    @Test
    void ctrlCStopsThenExits() {
        signals.received("INT", true);
        assertThat(heard).containsExactly("INT");
        signals.received("INT", true);
        assertThat(heard).containsExactly("INT", "left");
    }

    @Test
    void signalBeforeStart() {
        signals.received("TERM", false);
        signals.begun(reason -> heard.add("run stopped: " + reason));
        assertThat(heard).containsExactly("TERM", "run stopped: TERM");
        signals.received("INT", true);
        assertThat(heard).containsExactly("TERM", "run stopped: TERM", "left");
    }

    @Test
    void signalAfterRunWaitsForResults() {
        signals.begun(reason -> heard.add("run stopped: " + reason));
        signals.received("INT", true);
        signals.ended(reason -> heard.add("waiting"));
        signals.received("INT", true);
        assertThat(heard).containsExactly("run stopped: INT", "waiting");
        signals.received("INT", true);
        assertThat(heard).containsExactly("run stopped: INT", "waiting", "left");
    }

    @Test
    void repeatedTermination() {
        signals.received("TERM", false);
        signals.received("TERM", false);
        assertThat(heard).containsExactly("TERM");
    }

    @Test
    void ctrlCAfterTermination() {
        signals.received("TERM", false);
        signals.received("INT", true);
        assertThat(heard).containsExactly("TERM", "left");
    }
}
