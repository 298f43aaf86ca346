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
 * Frees the Lease of an operator whose pod is no more, so that the workers of its runs need not stand still until the Lease
 * runs out. Should the pod only seem to be gone, two lead for a moment; epochs make that harmless.
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

    /** Looks now and again, on a thread of its own, until {@link #stop()}. */
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
                LOG.info("{} holds the Lease and is no more", holder.get());
                client.resource(LeaseRelease.released(lease, holder.get()))
                        .lockResourceVersion(lease.getMetadata().getResourceVersion())
                        .update();
            }
        } catch (KubernetesClientException e) {
            // Whoever wrote it meanwhile is alive; and where it cannot be read, it runs out by itself.
            LOG.debug("the Lease was not freed", e);
        }
    }

    private @Nullable Pod pod(String name) {
        return client.pods().inNamespace(settings.namespace()).withName(name).get();
    }

    /** Who else holds it. */
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
