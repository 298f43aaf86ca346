package dev.loadtest.engine.run.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopProbeTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;

    private final VirtualLoop loop = new VirtualLoop();
    private final long origin = loop.nanos();
    private final List<String> standstills = new ArrayList<>();
    private final LoopProbe probe = new LoopProbe(
            loop, origin, (from, to) -> standstills.add((from - origin) / MS + " to " + (to - origin) / MS));

    @Test
    void punctualLoopHasNoLag() {
        probe.start();
        loop.runUntil(origin + 5 * SECOND);

        assertThat(probe.worstNanos()).isZero();
        assertThat(probe.starvedSeconds()).isZero();
        assertThat(probe.lagNanos(origin, origin + 5 * SECOND)).isZero();
    }

    @Test
    void longLagIsChargedToItsSecond() {
        probe.start();
        loop.runUntil(origin + SECOND + 500 * MS);
        loop.starve(25 * MS);
        loop.runUntil(origin + 4 * SECOND);

        assertThat(probe.starvedSeconds()).isEqualTo(1);
        assertThat(probe.worstNanos()).isBetween(15 * MS, 25 * MS);
        assertThat(probe.lagNanos(origin, origin + 4 * SECOND)).isEqualTo(probe.worstNanos());
        assertThat(probe.lagNanos(origin + SECOND + 900 * MS, origin + 3 * SECOND))
                .isEqualTo(probe.worstNanos());
        assertThat(probe.lagNanos(origin + SECOND + 1 * MS, origin + SECOND + 6 * MS))
                .isEqualTo(5 * MS);
        assertThat(probe.lagNanos(origin + 2 * SECOND, origin + 4 * SECOND)).isZero();
        assertThat(probe.lagNanos(origin, origin + 900 * MS)).isZero();
    }

    @Test
    void lagUpToTenMillisIsTolerated() {
        probe.observe(origin + SECOND, origin + SECOND + 10 * MS);

        assertThat(probe.lagNanos(origin, origin + 5 * SECOND)).isZero();
    }

    @Test
    void longOutageIsChargedToEachSecond() {
        probe.observe(origin + 2_500 * MS, origin + 5_100 * MS);
        probe.observe(origin + 5_200 * MS, origin + 5_220 * MS);

        assertThat(probe.starvedSeconds()).isEqualTo(4);
        assertThat(probe.lagNanos(origin, origin + 10 * SECOND)).isEqualTo(2_620 * MS);
        assertThat(probe.lagNanos(origin + 3 * SECOND, origin + 3_999 * MS)).isEqualTo(999 * MS);
        assertThat(probe.lagNanos(origin + 5_150 * MS, origin + 9 * SECOND)).isEqualTo(120 * MS);
    }

    /** What runs first after a standstill must know of it, and the timer that comes next must not count it again. */
    @Test
    void standstillIsSeenAtFirstReading() {
        probe.start();
        loop.runUntil(origin + 500 * MS);
        loop.starve(300 * MS);

        probe.look(loop.nanos());
        assertThat(standstills).containsExactly("510 to 800");
        assertThat(probe.standstillNanos(origin, loop.nanos())).isEqualTo(290 * MS);
        loop.runUntil(origin + 2 * SECOND);

        assertThat(standstills).hasSize(1);
        assertThat(probe.standstillNanos(origin, loop.nanos())).isEqualTo(290 * MS);
        assertThat(probe.standstillNanos(origin + 600 * MS, origin + 700 * MS)).isEqualTo(100 * MS);
        assertThat(probe.standstillNanos(origin + 800 * MS, loop.nanos())).isZero();
        assertThat(probe.lagNanos(origin, loop.nanos())).isEqualTo(290 * MS);
    }

    @Test
    void standstillBeforeRunIsExcluded() {
        probe.observe(origin - 900 * MS, origin - 100 * MS);

        assertThat(probe.worstNanos()).isZero();
        assertThat(probe.starvedSeconds()).isZero();
    }

    @Test
    void noStandstillAfterEnd() {
        probe.start();
        probe.stop();

        probe.look(origin + 100 * SECOND);

        assertThat(standstills).isEmpty();
    }

    @Test
    void distantSeconds() {
        probe.observe(origin + 100_000 * SECOND, origin + 100_000 * SECOND + 11 * MS);

        assertThat(probe.lagNanos(origin, origin + 200_000 * SECOND)).isEqualTo(11 * MS);
        assertThat(probe.lagNanos(origin, origin + 99_999 * SECOND)).isZero();
    }
}
