package dev.loadtest.engine.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinomialTest {
    private static final int DRAWS = 40_000;

    /** Around where counting ends and rejection begins, and at the most requests that a case may have. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 63, 64, 65, 1000, 1024, 1025, 2001, 100_000, 1_000_000_000L})
    void meanAndVariance(long n) {
        long key = Randomness.key(5, "mean");
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double heads = Binomial.half(n, Randomness.bits(key, i));
            assertThat(heads).isBetween(0.0, (double) n);
            double off = (heads - n / 2.0) / (Math.sqrt(n) / 2);
            sum += off;
            squares += off * off;
        }
        // Four standard errors.
        assertThat(sum / DRAWS).isCloseTo(0, within(4 / Math.sqrt(DRAWS)));
        assertThat(squares / DRAWS).isCloseTo(1, within(4 * Math.sqrt(2.0 / DRAWS)));
    }

    /** Frequencies follow the binomial distribution: chi-squared over counts expected at least 20 times. */
    @ParameterizedTest
    @ValueSource(ints = {40, 1024, 1026, 5000})
    void distribution(int n) {
        int[] seen = new int[n + 1];
        long key = Randomness.key(6, "chi");
        for (int i = 0; i < DRAWS; i++) {
            seen[(int) Binomial.half(n, Randomness.bits(key, i))]++;
        }
        double statistic = 0;
        int cells = 0;
        double logChance = -n * Math.log(2);
        for (int k = 0; k <= n; k++) {
            double expected = DRAWS * Math.exp(logChance);
            if (expected >= 20) {
                statistic += (seen[k] - expected) * (seen[k] - expected) / expected;
                cells++;
            }
            logChance += Math.log((double) (n - k) / (k + 1));
        }
        // Chi-squared of m degrees of freedom: mean m, variance 2m.
        assertThat(statistic).isLessThan(cells + 4 * Math.sqrt(2.0 * cells));
    }

    @Test
    void dependsOnlyOnKey() {
        assertThat(Binomial.half(1_000_000, 42)).isEqualTo(Binomial.half(1_000_000, 42));
        assertThat(Binomial.half(1_000_000, 42)).isNotEqualTo(Binomial.half(1_000_000, 43));
        assertThat(Binomial.half(0, 42)).isZero();
    }
}
