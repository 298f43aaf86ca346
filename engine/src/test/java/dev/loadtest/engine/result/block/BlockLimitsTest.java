package dev.loadtest.engine.result.block;

import static dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture.phase;
import static dev.loadtest.engine.coordinate.PlanFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.PlanFixture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockLimitsTest {

    private static String[] requests(int count) {
        return IntStream.range(0, count).mapToObj(i -> "r" + i).toArray(String[]::new);
    }

    private static PlanFixture plan(String... requests) {
        PlanFixture plan = PlanFixture.plan();
        for (String request : requests) {
            plan.get(request);
        }
        return plan;
    }

    @ParameterizedTest
    @CsvSource({"1, 32", "16, 32", "17, 16", "32, 16", "33, 8", "64, 8", "65, 0"})
    void requestsOfOnePhase(int count, int blocks) {
        String[] names = requests(count);

        assertThat(BlockLimits.blocks(plan(names).phase(phase("load", names)).build()))
                .isEqualTo(blocks);
    }

    /** They are tracked and not. */
    @Test
    void twoKindsCountTwice() {
        String[] names = requests(16);

        assertThat(BlockLimits.blocks(
                        plan(names).phase(phase("load", names).tracked(5)).build()))
                .isEqualTo(16);
    }

    @Test
    void phasesOfAGroupRunTogether() {
        String[] names = requests(16);

        assertThat(BlockLimits.blocks(plan(names)
                        .phase(phase("a", names).group("both"))
                        .phase(phase("b", names).group("both"))
                        .build()))
                .isEqualTo(16);
    }

    @Test
    void allPhasesAndVariantsAreInTheResults() {
        String[] names = requests(16);
        PlanFixture plan =
                plan(names).variants("x", "y").phase(phase("a", names)).phase(phase("b", names));

        assertThat(BlockLimits.blocks(plan.build())).isEqualTo(32);
        assertThat(BlockLimits.blocks(plan.phase(phase("c", names)).build())).isEqualTo(16);
    }
}
