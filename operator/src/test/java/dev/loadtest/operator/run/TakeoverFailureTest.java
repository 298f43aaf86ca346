package dev.loadtest.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.operator.SampleTests;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TakeoverFailureTest {
    private final TakeoverFailure first = TakeoverFailure.first(SampleTests.NOW, "away", Progress.NONE);

    @Test
    void consecutiveFailuresAreOneTrouble() {
        TakeoverFailure lasting = first.then(
                        TakeoverFailure.first(SampleTests.NOW.plusSeconds(100), "slow", Progress.NONE))
                .then(TakeoverFailure.first(SampleTests.NOW.plusSeconds(390), "refused", Progress.NONE));
        assertThat(lasting.lasted()).isEqualTo(Duration.ofSeconds(390));
        assertThat(lasting.why()).isEqualTo("refused");
    }

    @Test
    void longGapStartsAnew() {
        TakeoverFailure next = TakeoverFailure.first(SampleTests.NOW.plusSeconds(3_600), "away again", Progress.NONE);
        assertThat(first.then(next)).isEqualTo(next);
    }

    @Test
    void progressOfOtherIsNoTrouble() {
        TakeoverFailure takeoverFailure = first;
        for (int second = 1; second <= 1_000; second++) {
            takeoverFailure = takeoverFailure.then(
                    TakeoverFailure.first(SampleTests.NOW.plusSeconds(second), "b", new Progress(7, second)));
        }
        assertThat(takeoverFailure.lasted()).isZero();
        for (int second = 1_001; second <= 2_000; second++) {
            // A restored older head is no progress, however often.
            takeoverFailure = takeoverFailure.then(
                    TakeoverFailure.first(SampleTests.NOW.plusSeconds(second), "b", new Progress(7, second % 1_000)));
        }
        assertThat(takeoverFailure.lasted()).isEqualTo(Duration.ofSeconds(1_000));
    }
}
