package dev.loadtest.engine.result.exemplar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.PlanFixture;
import dev.loadtest.engine.coordinate.PlanFixture.PhaseFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExemplarLimitsTest {
    private static ExemplarLimits ofPhases(int phases) {
        PlanFixture plan = PlanFixture.plan().get("a").get("b");
        for (int i = 0; i < phases; i++) {
            plan.phase(PhaseFixture.phase("p" + i, "a", "b", "a"));
        }
        return ExemplarLimits.of(plan.build());
    }

    @Test
    void ordinaryPlansKeepFiveOfTwoKibibytes() {
        assertThat(ofPhases(12)).isEqualTo(new ExemplarLimits(5, 2048));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 49, 50, 51, 120, 400})
    void allTogetherAreBounded(int phases) {
        ExemplarLimits limits = ofPhases(phases);
        long kept = 2L * phases * 2 * limits.each();

        assertThat(limits.each()).isBetween(1, 5);
        assertThat(kept * 2 * limits.bytes()).isLessThanOrEqualTo(1 << 20);
    }
}
