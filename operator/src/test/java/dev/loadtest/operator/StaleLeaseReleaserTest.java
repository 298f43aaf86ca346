package dev.loadtest.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import org.junit.jupiter.api.Test;

class LeaseHeirTest {
    private static Lease heldBy(String holder) {
        return new LeaseBuilder()
                .withNewSpec()
                .withHolderIdentity(holder)
                .endSpec()
                .build();
    }

    private static Pod pod(String phase) {
        return new PodBuilder().withNewStatus().withPhase(phase).endStatus().build();
    }

    @Test
    void onlyAnotherHolderIsLookedAt() {
        assertThat(LeaseHeir.another(heldBy("operator-1"), "operator-0")).contains("operator-1");
        assertThat(LeaseHeir.another(heldBy("operator-0"), "operator-0")).isEmpty();
        assertThat(LeaseHeir.another(heldBy(""), "operator-0")).isEmpty();
        assertThat(LeaseHeir.another(null, "operator-0")).isEmpty();
        assertThat(LeaseHeir.another(new Lease(), "operator-0")).isEmpty();
    }

    @Test
    void aPodThatIsThereAndHasNotEndedMayStillLead() {
        assertThat(LeaseHeir.isOver(pod("Running"))).isFalse();
        assertThat(LeaseHeir.isOver(pod("Pending"))).isFalse();
        assertThat(LeaseHeir.isOver(new Pod())).isFalse();
        assertThat(LeaseHeir.isOver(pod("Failed"))).isTrue();
        assertThat(LeaseHeir.isOver(pod("Succeeded"))).isTrue();
        assertThat(LeaseHeir.isOver(null)).isTrue();
    }
}
