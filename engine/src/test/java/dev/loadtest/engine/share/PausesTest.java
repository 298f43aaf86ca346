package dev.loadtest.engine.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Think;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final int DRAWS = 20_000;
    private static final long KEY = Randomness.key(3, "pauses");

    private static LongStream draws(String think) {
        Think parsed = Think.parse(think);
        return LongStream.range(0, DRAWS).map(k -> Pauses.nanos(parsed, Randomness.bits(KEY, k)));
    }

    @Test
    void fixedPause() {
        assertThat(draws("2s").distinct()).containsExactly(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void uniformRange() {
        assertThat(KolmogorovSmirnov.statistic(draws("1s..5s")
                        .mapToDouble(nanos -> (nanos - 1e9) / 4e9)
                        .toArray()))
                .isLessThan(KolmogorovSmirnov.ONE_IN_A_THOUSAND);
        Think two = new Think.Uniform(Duration.ofNanos(7), Duration.ofNanos(8));
        assertThat(LongStream.range(0, 100)
                        .map(k -> Pauses.nanos(two, Randomness.bits(KEY, k)))
                        .distinct())
                .containsExactlyInAnyOrder(7L, 8L);
    }

    @Test
    void exponentialDistribution() {
        assertThat(KolmogorovSmirnov.statistic(draws("exp(2s)")
                        .mapToDouble(nanos -> 1 - Math.exp(-nanos / 2e9))
                        .toArray()))
                .isLessThan(KolmogorovSmirnov.ONE_IN_A_THOUSAND);
    }

    @Test
    void exponentialIsCutAtTenMeans() {
        Think think = Think.parse("exp(2s)");
        assertThat(Pauses.nanos(think, -1L)).isEqualTo(Duration.ofSeconds(20).toNanos());
        assertThat(Pauses.nanos(think, 0)).isZero();
    }
}
