package dev.loadtest.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopProbeTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;

    private final VirtualLoop loop = new VirtualLoop();
    private final long origin = loop.nanos();
    private final LoopProbe probe = new LoopProbe(loop, origin);

    @Test
    void aLoopInTimeStarvesNothing() {
        probe.start();
        loop.runUntil(origin + 5 * SECOND);

        assertThat(probe.worstNanos()).isZero();
        assertThat(probe.starvedNanos(origin, origin + 5 * SECOND)).isZero();
    }

    @Test
    void aSecondInWhichTheLoopWasOverTenMillisecondsLateIsStarvedWhole() {
        probe.start();
        loop.runUntil(origin + SECOND + 500 * MS);
        loop.starve(25 * MS);
        loop.runUntil(origin + 4 * SECOND);

        assertThat(probe.starvedSeconds()).isEqualTo(1);
        assertThat(probe.worstNanos()).isBetween(15 * MS, 25 * MS);
        assertThat(probe.starvedNanos(origin, origin + 4 * SECOND)).isEqualTo(SECOND);
        assertThat(probe.starvedNanos(origin + SECOND + 900 * MS, origin + 3 * SECOND))
                .isEqualTo(100 * MS);
        assertThat(probe.starvedNanos(origin + 900 * MS, origin + SECOND + 100 * MS))
                .isEqualTo(100 * MS);
        assertThat(probe.starvedNanos(origin + SECOND + 100 * MS, origin + SECOND + 300 * MS))
                .isEqualTo(200 * MS);
        assertThat(probe.starvedNanos(origin + 2 * SECOND, origin + 4 * SECOND)).isZero();
    }

    @Test
    void anOutageOverSeveralSecondsStarvesEachOfThem() {
        probe.observe(origin + 2_500 * MS, origin + 5_100 * MS);

        assertThat(probe.starvedSeconds()).isEqualTo(4);
        assertThat(probe.starvedNanos(origin, origin + 10 * SECOND)).isEqualTo(4 * SECOND);
    }

    @Test
    void farSecondsCostNoMoreThanTheirCount() {
        probe.observe(origin + 100_000 * SECOND, origin + 100_000 * SECOND + 11 * MS);

        assertThat(probe.starvedNanos(origin, origin + 200_000 * SECOND)).isEqualTo(SECOND);
    }
}
