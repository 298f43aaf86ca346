package dev.loadtest.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.operator.SampleTests;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TroubleTest {
    private final Trouble first = Trouble.first(SampleTests.NOW, "away", Progress.NONE);

    @Test
    void attemptsThatFollowOneAnotherAreOneTroubleByTheLastOnesWords() {
        Trouble lasting = first.then(Trouble.first(SampleTests.NOW.plusSeconds(100), "slow", Progress.NONE))
                .then(Trouble.first(SampleTests.NOW.plusSeconds(390), "refused", Progress.NONE));
        assertThat(lasting.lasted()).isEqualTo(Duration.ofSeconds(390));
        assertThat(lasting.why()).isEqualTo("refused");
    }

    @Test
    void whatFailsAfterNobodyTriedForLongIsAnother() {
        Trouble next = Trouble.first(SampleTests.NOW.plusSeconds(3_600), "away again", Progress.NONE);
        assertThat(first.then(next)).isEqualTo(next);
    }

    @Test
    void thatOneIsSupersededIsNoTroubleWhileTheOtherGetsOn() {
        Trouble trouble = first;
        for (int second = 1; second <= 1_000; second++) {
            trouble = trouble.then(Trouble.first(SampleTests.NOW.plusSeconds(second), "b", new Progress(7, second)));
        }
        assertThat(trouble.lasted()).isZero();
        for (int second = 1_001; second <= 2_000; second++) {
            // What is put back, and put back again, is no progress.
            trouble = trouble.then(
                    Trouble.first(SampleTests.NOW.plusSeconds(second), "b", new Progress(7, second % 1_000)));
        }
        assertThat(trouble.lasted()).isEqualTo(Duration.ofSeconds(1_000));
    }
}
