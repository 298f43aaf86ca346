package dev.loadtest.operator;

import dev.loadtest.operator.settings.Settings;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases the Lease of an operator whose pod is gone, so that its runs' workers need not pause until the Lease
 * expires. If the pod only appears to be gone, two operators lead for a moment; epochs make that harmless.
 */
final class StaleLeaseReleaser {
    private static final Logger LOG = LoggerFactory.getLogger(StaleLeaseReleaser.class);
    private static final long EVERY_SECONDS = 2;
    private static final Set<String> OVER = Set.of("Failed", "Succeeded");

    private final KubernetesClient client;
    private final Settings settings;
    private final CountDownLatch enough = new CountDownLatch(1);

    StaleLeaseReleaser(KubernetesClient client, Settings settings) {
        this.client = client;
        this.settings = settings;
    }

    /** Checks periodically on a thread of its own until {@link #stop()}. */
    void start() {
        Thread.ofVirtual().name("lease-heir").start(() -> {
            try {
                do {
                    look();
                } while (!enough.await(EVERY_SECONDS, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void stop() {
        enough.countDown();
    }

    private void look() {
        try {
            Lease lease = client.leases()
                    .inNamespace(settings.namespace())
                    .withName(settings.lease())
                    .get();
            Optional<String> holder = another(lease, settings.podName());
            if (holder.isPresent() && isOver(pod(holder.get()))) {
                LOG.info("the pod {} holds the Lease and is gone", holder.get());
                client.resource(LeaseRelease.released(lease, holder.get()))
                        .lockResourceVersion(lease.getMetadata().getResourceVersion())
                        .update();
            }
        } catch (KubernetesClientException e) {
            // A conflict means that the holder lives; an unreadable Lease expires by itself.
            LOG.debug("the Lease was not freed", e);
        }
    }

    private @Nullable Pod pod(String name) {
        return client.pods().inNamespace(settings.namespace()).withName(name).get();
    }

    /** The other holder of the Lease. */
    static Optional<String> another(@Nullable Lease lease, String podName) {
        String holder = lease == null || lease.getSpec() == null
                ? null
                : lease.getSpec().getHolderIdentity();
        return Optional.ofNullable(holder).filter(it -> !it.isEmpty() && !it.equals(podName));
    }

    static boolean isOver(@Nullable Pod pod) {
        return pod == null
                || pod.getStatus() != null
                        && OVER.contains(String.valueOf(pod.getStatus().getPhase()));
    }
}
