package dev.loadtest.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import org.junit.jupiter.api.Test;

class StaleLeaseReleaserTest {
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
    void onlyForeignHolders() {
        assertThat(StaleLeaseReleaser.another(heldBy("operator-1"), "operator-0"))
                .contains("operator-1");
        assertThat(StaleLeaseReleaser.another(heldBy("operator-0"), "operator-0"))
                .isEmpty();
        assertThat(StaleLeaseReleaser.another(heldBy(""), "operator-0")).isEmpty();
        assertThat(StaleLeaseReleaser.another(null, "operator-0")).isEmpty();
        assertThat(StaleLeaseReleaser.another(new Lease(), "operator-0")).isEmpty();
    }

    @Test
    void livingPodMayLead() {
        assertThat(StaleLeaseReleaser.isOver(pod("Running"))).isFalse();
        assertThat(StaleLeaseReleaser.isOver(pod("Pending"))).isFalse();
        assertThat(StaleLeaseReleaser.isOver(new Pod())).isFalse();
        assertThat(StaleLeaseReleaser.isOver(pod("Failed"))).isTrue();
        assertThat(StaleLeaseReleaser.isOver(pod("Succeeded"))).isTrue();
        assertThat(StaleLeaseReleaser.isOver(null)).isTrue();
    }
}
