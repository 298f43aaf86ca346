package dev.loadtest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.coordinate.PlanFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DescriptorNeedTest {
    /** Idle connections of an earlier variant stay open. */
    @Test
    void connectionsOfAllTargetsInAllVariants() {
        PlanFixture plan = PlanFixture.plan()
                .target("idp", 3)
                .get("browse")
                .get("login")
                .to("idp")
                .variant("stable", Map.of())
                .variant("canary", Map.of("default", "canary"));
        assertThat(DescriptorNeed.of(plan.build(), 2).connections()).isEqualTo(2 * (256 + 3 + 256));
    }

    @Test
    void aTargetWithoutRequestsNeedsNone() {
        PlanFixture plan = PlanFixture.plan().target("idp", 3).get("browse");
        assertThat(DescriptorNeed.of(plan.build(), 1).connections()).isEqualTo(256);
    }
}
