package dev.loadtest.control.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.loop.VirtualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private final VirtualLoop loop = new VirtualLoop();
    private final List<String> done = new ArrayList<>();
    private final Watchdog watchdog = new Watchdog(loop, () -> done.add("pause"), () -> done.add("leave"));

    private void pass(Duration time) {
        loop.runUntil(loop.nanos() + time.toNanos());
    }

    @Test
    void pausesThenLeaves() {
        pass(Watchdog.PAUSE_AFTER.minusNanos(1));
        assertThat(done).isEmpty();

        pass(Duration.ofNanos(1));
        assertThat(done).containsExactly("pause");

        pass(Watchdog.LEAVE_AFTER.minus(Watchdog.PAUSE_AFTER).minusNanos(1));
        assertThat(done).containsExactly("pause");

        pass(Duration.ofNanos(1));
        assertThat(done).containsExactly("pause", "leave");

        pass(Duration.ofDays(1));
        assertThat(done).containsExactly("pause", "leave");
    }

    @Test
    void frequentContactNeverPauses() {
        for (int i = 0; i < 1_000; i++) {
            pass(Watchdog.PAUSE_AFTER.minusNanos(1));
            watchdog.heard();
        }

        assertThat(done).isEmpty();
    }

    @Test
    void resumedContactIsWatched() {
        for (int i = 0; i < 20; i++) {
            pass(Watchdog.LEAVE_AFTER.minusNanos(1));
            watchdog.heard();
        }
        assertThat(done).hasSize(20).containsOnly("pause");

        pass(Watchdog.PAUSE_AFTER.minusNanos(1));
        assertThat(done).hasSize(20);

        pass(Duration.ofNanos(1));
        assertThat(done).hasSize(21).containsOnly("pause");
    }
}
