package dev.loadtest.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.record.Live;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveLineTest {

    @Test
    void oneCase() {
        assertThat(LiveLine.of(live(Live.State.RUNNING, "hammering[forced-iter1]"), 200))
                .isEqualTo(" 34%  hammering[forced-iter1]  1,235/s  p99 12.3 ms  1 failure  57 in flight");
    }

    @Test
    void severalCases() {
        assertThat(LiveLine.of(live(Live.State.RUNNING, "a", "b", "c"), 200)).contains("  a +2  ");
    }

    @Test
    void narrowTerminal() {
        assertThat(LiveLine.of(live(Live.State.RUNNING, "hammering[forced-iter1]"), 20))
                .isEqualTo(" 34%  hammering[f...")
                .hasSize(20);
    }

    @Test
    void suspendedOrDraining() {
        assertThat(LiveLine.of(live(Live.State.DRAINING), 200)).contains("waiting for late outcomes");
        assertThat(LiveLine.of(live(Live.State.SUSPENDED, "a"), 200)).contains("suspended");
        assertThat(LiveLine.of(live(Live.State.RUNNING), 200)).contains("between cases");
    }

    private static Live live(Live.State state, String... cases) {
        return new Live(state, List.of(cases), 34.2, 5_000, 4_943, 57, 1, 1_234.6, 12_345, 0);
    }
}
