package dev.loadtest.operator;

import dev.loadtest.operator.settings.Settings;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases the Lease on an orderly exit: the SDK keeps it, and the next operator would wait for its expiry while the
 * workers pause.
 */
final class LeaseRelease {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseRelease.class);

    private LeaseRelease() {}

    /** Call when no run is driven any more. A Lease of another pod is left unchanged. */
    static void release(KubernetesClient client, Settings settings) {
        try {
            client.leases()
                    .inNamespace(settings.namespace())
                    .withName(settings.lease())
                    .edit(lease -> released(lease, settings.podName()));
        } catch (KubernetesClientException e) {
            LOG.warn("the Lease {} was not released: {}", settings.lease(), e.getMessage());
        }
    }

    static Lease released(Lease lease, String podName) {
        if (lease.getSpec() == null || !podName.equals(lease.getSpec().getHolderIdentity())) {
            return lease;
        }
        return new LeaseBuilder(lease)
                .editSpec()
                .withHolderIdentity("")
                .withLeaseDurationSeconds(1)
                .endSpec()
                .build();
    }
}
