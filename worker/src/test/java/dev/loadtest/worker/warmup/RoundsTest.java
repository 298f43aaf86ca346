package dev.loadtest.worker.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.loop.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private long nowMillis = 7;
    private long compiledMillis = 5_000;
    private final Rounds rounds = new Rounds(new Now(), () -> compiledMillis, Rounds.LONGEST);

    private final class Now implements Clock {
        @Override
        public long nanos() {
            return TimeUnit.MILLISECONDS.toNanos(nowMillis);
        }

        @Override
        public long epochMicros() {
            return 0;
        }
    }

    @BeforeEach
    void begin() {
        rounds.begin();
    }

    private void pass(long millis, long compiling) {
        nowMillis += millis;
        compiledMillis += compiling;
    }

    @Test
    void continuesWhileCompiling() {
        pass(200, 20);

        assertThat(rounds.enough()).isFalse();
    }

    @Test
    void endsWhenSettled() {
        pass(200, 300);
        rounds.begin();
        pass(200, 19);

        assertThat(rounds.enough()).isTrue();
    }

    @Test
    void endsAfterMaximum() {
        pass(Rounds.LONGEST.toMillis() - 1, 500);
        assertThat(rounds.enough()).isFalse();
        rounds.begin();
        pass(1, 1);

        assertThat(rounds.enough()).isTrue();
    }

    @Test
    void briefIsOneRound() {
        Rounds brief = new Rounds(new Now(), () -> compiledMillis, Duration.ZERO);
        brief.begin();
        pass(200, 300);

        assertThat(brief.enough()).isTrue();
    }
}
