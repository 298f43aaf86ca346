package dev.loadtest.engine.result.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.DifferenceLimit;
import dev.loadtest.engine.result.compare.LimitResult.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * How often intervals are wrong. A limit that is the true difference itself is the worst case of one that is kept: it is
 * beyond the interval as often as the interval misses the truth upwards. The numbers are in docs/comparing.md.
 */
class SimulationTest {
    private static final int PAIRS = 1_000;
    private static final double CONFIDENCE = 0.95;

    /** Number of pairs with this outcome, by limit. */
    private static long[] count(SimulatedRuns runs, double factor, Outcome outcome, String... limits) {
        List<DifferenceLimit> parsed =
                Arrays.stream(limits).map(DifferenceLimit::parse).toList();
        List<List<Outcome>> ofPairs = LongStream.range(0, PAIRS)
                .parallel()
                .mapToObj(seed -> outcomes(runs.pair(seed, factor), parsed))
                .toList();
        long[] counts = new long[limits.length];
        for (List<Outcome> outcomes : ofPairs) {
            for (int i = 0; i < limits.length; i++) {
                counts[i] += outcomes.get(i) == outcome ? 1 : 0;
            }
        }
        return counts;
    }

    private static List<Outcome> outcomes(PairedBlocks pairs, List<DifferenceLimit> limits) {
        return limits.stream()
                .map(limit -> LimitDecision.of(
                                limit, Estimate.of(pairs, limit.metric(), limit.unit(), CONFIDENCE), CONFIDENCE)
                        .outcome())
                .toList();
    }

    /** At most 6 % of the pairs, whose latencies depend on the ones before; nominal are 2.5 %. */
    @Test
    void equalRunsAreSeldomBeyond() {
        long[] beyond = count(
                new SimulatedRuns(100, 0.8, 0.3, 0.3),
                1,
                Outcome.BEYOND,
                "p50 <= +0%",
                "p95 <= +0%",
                "p99 <= +0%",
                "mean <= +0%");

        assertThat(Arrays.stream(beyond).boxed()).hasSize(4).allSatisfy(pairs -> assertThat(pairs)
                .isBetween(1L, PAIRS * 6 / 100L));
    }

    @Test
    void equalRunsAreMostlyWithinALimit() {
        long[] within = count(new SimulatedRuns(100, 0.8, 0.3, 0.1), 1, Outcome.WITHIN, "p95 <= +5%");

        assertThat(within[0]).isGreaterThanOrEqualTo(PAIRS * 90 / 100);
    }

    @Test
    void twiceTheLimitIsMostlyBeyond() {
        long[] beyond = count(new SimulatedRuns(100, 0.8, 0.3, 0.1), 1.1, Outcome.BEYOND, "p95 <= +5%");

        assertThat(beyond[0]).isGreaterThanOrEqualTo(PAIRS * 90 / 100);
    }
}
