package dev.loadtest.operator.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.model.LoadTest;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.desired.PlanConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlansTest {
    private static final LoadTest TEST = SampleTests.test();
    private static final Validated.Runnable RUNNABLE = SampleTests.runnable(TEST);
    private static final int BYTES = RUNNABLE.content().manifest().length;

    private static ConfigMap plan(String uid, String version) {
        ConfigMap plan = PlanConfigMap.desired(TEST, RUNNABLE.content());
        plan.getMetadata().setUid(uid);
        plan.getMetadata().setResourceVersion(version);
        return plan;
    }

    @Test
    void planPerVersion() {
        Plans plans = new Plans(10L * BYTES);
        plans.keep(plan("a", "1"), RUNNABLE);
        assertThat(plans.of(plan("a", "1"))).contains(RUNNABLE);
        assertThat(plans.of(plan("a", "2"))).isEmpty();
        assertThat(plans.of(plan("b", "1"))).isEmpty();
    }

    @Test
    void oldestIsEvicted() {
        Plans plans = new Plans(2L * BYTES);
        for (String uid : List.of("a", "b", "c")) {
            plans.keep(plan(uid, "1"), RUNNABLE);
            plans.keep(plan(uid, "1"), RUNNABLE);
        }
        assertThat(plans.of(plan("a", "1"))).isEmpty();
        assertThat(plans.of(plan("b", "1"))).isPresent();
        assertThat(plans.of(plan("c", "1"))).isPresent();
    }

    @Test
    void largerThanAllIsNotKept() {
        Plans plans = new Plans(BYTES - 1L);
        plans.keep(plan("a", "1"), RUNNABLE);
        assertThat(plans.of(plan("a", "1"))).isEmpty();
    }
}
