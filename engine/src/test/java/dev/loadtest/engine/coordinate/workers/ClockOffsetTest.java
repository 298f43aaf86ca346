package dev.loadtest.engine.coordinate.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClockOffsetTest {
    @Test
    void errorIsAtMostHalfRoundTrip() {
        Random random = new Random(1);
        for (int round = 0; round < 1_000; round++) {
            long ahead = random.nextLong(-1_000_000, 1_000_000);
            long asked = random.nextLong(1_000_000);
            long read = asked + random.nextLong(1_000);
            long answered = read + random.nextLong(1_000);

            ClockOffset offset = ClockOffset.of(read + ahead, asked, answered);

            assertThat(Math.abs(offset.nanos() - ahead)).isLessThanOrEqualTo((answered - asked) / 2 + 1);
            assertThat(offset.toCoordinator(offset.toWorker(read))).isEqualTo(read);
        }
    }

    @Test
    void moreExactReadingWins() {
        ClockOffset exact = new ClockOffset(700, 10);
        ClockOffset vague = new ClockOffset(720, 100);

        assertThat(ClockOffset.UNKNOWN.after(vague)).isEqualTo(vague);
        assertThat(vague.after(exact)).isEqualTo(exact);
        assertThat(exact.after(vague)).isEqualTo(exact);
    }

    @Test
    void laterOfContradictingReadingsWins() {
        ClockOffset before = new ClockOffset(700, 10);
        ClockOffset parted = new ClockOffset(790, 100);

        assertThat(before.after(parted)).isEqualTo(parted);
    }

    @Test
    void unknownBeforeFirstReading() {
        assertThat(ClockOffset.UNKNOWN.isKnown()).isFalse();
        assertThat(ClockOffset.UNKNOWN.uncertainNanos()).isZero();
        assertThat(ClockOffset.of(5, 1, 3).isKnown()).isTrue();
    }
}
