package dev.loadtest.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import org.junit.jupiter.api.Test;

class LeaseReleaseTest {
    private static final Lease HELD = new LeaseBuilder()
            .withNewSpec()
            .withHolderIdentity("operator-0")
            .withLeaseDurationSeconds(55)
            .endSpec()
            .build();

    @Test
    void ownLeaseIsReleased() {
        Lease released = LeaseRelease.released(HELD, "operator-0");
        assertThat(released.getSpec().getHolderIdentity()).isEmpty();
        assertThat(released.getSpec().getLeaseDurationSeconds()).isEqualTo(1);
    }

    @Test
    void foreignLeaseStays() {
        assertThat(LeaseRelease.released(HELD, "operator-1")).isEqualTo(HELD);
    }
}
