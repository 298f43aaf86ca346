package dev.loadtest.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.operator.SampleTests;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TroubleTest {
    private final Trouble first = Trouble.first(SampleTests.NOW, "away");

    @Test
    void attemptsThatFollowOneAnotherAreOneTroubleByTheLastOnesWords() {
        Trouble lasting = first.then(Trouble.first(SampleTests.NOW.plusSeconds(100), "slow"))
                .then(Trouble.first(SampleTests.NOW.plusSeconds(390), "refused"));
        assertThat(lasting.lasted()).isEqualTo(Duration.ofSeconds(390));
        assertThat(lasting.why()).isEqualTo("refused");
    }

    @Test
    void whatFailsAfterNobodyTriedForLongIsAnother() {
        Trouble next = Trouble.first(SampleTests.NOW.plusSeconds(3_600), "away again");
        assertThat(first.then(next)).isEqualTo(next);
    }
}
