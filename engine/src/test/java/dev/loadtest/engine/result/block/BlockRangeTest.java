package dev.loadtest.engine.result.block;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.plan.Cases;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.Shape;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BlockRangeTest {

    private static LoadPlan of(PlanFixture.PhaseFixture phase) {
        return plan().get("get").phase(phase).build();
    }

    private static BlockRange range(LoadPlan plan, int place) {
        return BlockRange.of(plan, Cases.of(plan).all().get(place), 32);
    }

    @Test
    void rangesAreEqual() {
        BlockRange range = range(of(phase("load", "get").burst(3_200)), 0);
        TreeMap<Integer, Integer> sizes = new TreeMap<>();
        LongStream.range(0, 3_200).forEach(k -> sizes.merge(range.of(k, 0), 1, Integer::sum));

        assertThat(sizes).hasSize(32);
        assertThat(sizes.values()).containsOnly(100);
        assertThat(LongStream.range(0, 3_200).map(k -> range.of(k, 0)).toArray())
                .isSorted();
    }

    @Test
    void casesOfAPhaseFollowEachOther() {
        LoadPlan plan = of(phase("load", "get").burst(100).iterations(4));

        assertThat(LongStream.of(0, 99).map(k -> range(plan, 0).of(k, 0))).containsExactly(0L, 7L);
        assertThat(LongStream.of(0, 99).map(k -> range(plan, 3).of(k, 0))).containsExactly(24L, 31L);
    }

    @Test
    void fewUnitsFillFewBlocks() {
        BlockRange range = range(of(phase("load", "get").burst(4)), 0);

        assertThat(LongStream.range(0, 4).map(k -> range.of(k, 0))).containsExactly(0L, 8L, 16L, 24L);
    }

    @Test
    void usersWithADurationAreDividedByTime() {
        Shape users = new Shape.TimedUsers(
                2,
                List.of(new Shape.UserStage(Duration.ofSeconds(16), 2), new Shape.UserStage(Duration.ofSeconds(16), 4)),
                false,
                Duration.ZERO,
                Duration.ofSeconds(10));
        BlockRange range = range(of(phase("load", "get").shape(users)), 0);

        assertThat(LongStream.of(0, 10, 11, 26, 41, 42, 99).map(s -> range.of(7, s * 1_000_000_000)))
                .containsExactly(0L, 0L, 1L, 16L, 31L, 31L, 31L);
    }

    /** How many tries there will be is not known. */
    @Test
    void triesOfACaseAreOneBlock() {
        LoadPlan plan = of(phase("load", "get")
                .shape(new Shape.Until(Duration.ofMinutes(1), Duration.ofSeconds(1)))
                .iterations(2));

        assertThat(LongStream.of(0, 5, 70).map(k -> range(plan, 1).of(k, 0))).containsOnly(16L);
    }
}
