package dev.loadtest.engine.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomnessTest {

    @Test
    void sameSeedAcrossReleases() {
        assertThat(Randomness.key(7, "hammering[forced-iter0]")).isEqualTo(2248619010665424660L);
        assertThat(Randomness.key(7)).isEqualTo(7191089600892374487L);
        assertThat(Randomness.key(-1, "a", "b")).isEqualTo(-5312964957181960994L);
    }

    @Test
    void equalsSplitMix64() {
        // The published sequence of the algorithm for seed 1234567.
        assertThat(Randomness.bits(1234567, 0)).isEqualTo(6457827717110365317L);
        assertThat(Randomness.bits(1234567, 1)).isEqualTo(3203168211198807973L);
        assertThat(Randomness.bits(1234567, 2)).isEqualTo(Long.parseUnsignedLong("9817491932198370423"));
    }

    @Test
    void pathsIncludeNameBoundaries() {
        assertThat(Set.of(
                        Randomness.key(1, "ab"),
                        Randomness.key(1, "a", "b"),
                        Randomness.key(1, "ab", ""),
                        Randomness.key(1, "", "ab"),
                        Randomness.key(2, "ab"),
                        Randomness.key(1, "ba")))
                .hasSize(6);
    }

    @Test
    void similarNamesDoNotCollide() {
        Set<Long> keys = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            for (int i = 0; i < 1000; i++) {
                keys.add(Randomness.key(seed, "hammering[forced-iter" + i + "]"));
            }
        }
        assertThat(keys).hasSize(100_000);
    }

    @Test
    void boundsAreReached() {
        assertThat(Randomness.below(0, 21)).isZero();
        assertThat(Randomness.below(-1, 21)).isEqualTo(20);
        assertThat(Randomness.below(-1, 1)).isZero();
        assertThat(Randomness.below(-1, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE - 1);
        assertThat(Randomness.unit(0)).isZero();
        assertThat(Randomness.unit(-1)).isLessThan(1).isGreaterThan(0.999999);
    }

    @Test
    void uniform() {
        for (int seed = 0; seed < 50; seed++) {
            long key = Randomness.key(seed, "even");
            long[] counts = new long[20];
            for (int k = 0; k < 20_000; k++) {
                counts[(int) Randomness.below(Randomness.bits(key, k), 20)]++;
            }
            double[] expected = new double[20];
            Arrays.fill(expected, 1000);
            assertThat(ChiSquare.of(counts, expected)).as("seed %d", seed).isLessThan(ChiSquare.bound(19));
        }
    }
}
