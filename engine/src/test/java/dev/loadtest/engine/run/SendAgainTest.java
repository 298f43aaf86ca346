package dev.loadtest.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.loop.VirtualLoop;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Each hop of a redirect takes a token of the send limit. */
class SendAgainTest {
    private static final int MOST = 10;

    private final VirtualLoop loop = new VirtualLoop();
    private int allowed;
    private final SendLimit limit = new SendLimit(loop, MOST, () -> allowed++);

    private int hopsAfter(long millis) {
        int[] hops = {0};
        for (int i = 0; i < 100; i++) {
            limit.sendAgain(() -> hops[0]++);
        }
        loop.runUntil(loop.nanos() + TimeUnit.MILLISECONDS.toNanos(millis));
        return hops[0];
    }

    @Test
    void hopsWaitForSendLimit() {
        assertThat(hopsAfter(1_000)).isBetween(2 * MOST, 2 * MOST + 1);
        assertThat(limit.postponed()).isEqualTo(100 - MOST - 1);
    }

    @Test
    void newRequestsWaitBehindHops() {
        hopsAfter(1_000);

        assertThat(limit.allows()).isFalse();
        assertThat(allowed).isZero();
        loop.runUntil(loop.nanos() + TimeUnit.SECONDS.toNanos(60));
        assertThat(allowed).isPositive();
        assertThat(limit.allows()).isTrue();
    }

    @Test
    void noWaitWithoutLimit() {
        SendLimit none = new SendLimit(loop, 0, () -> allowed++);
        int[] hops = {0};
        for (int i = 0; i < 100; i++) {
            assertThat(none.allows()).isTrue();
            none.sendAgain(() -> hops[0]++);
        }
        assertThat(hops[0]).isEqualTo(100);
    }
}
