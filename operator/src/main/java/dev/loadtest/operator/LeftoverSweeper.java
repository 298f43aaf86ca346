package dev.loadtest.operator;

import dev.loadtest.operator.apply.Leftovers;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what no event reports: leftovers of LoadTests deleted while no operator ran, and LoadTests whose event the
 * framework dropped.
 */
final class LeftoverSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(LeftoverSweeper.class);
    private static final long EVERY_SECONDS = 5;

    private final CountDownLatch enough = new CountDownLatch(1);

    /** Checks periodically on a thread of its own until {@link #stop()}. */
    void start(LoadTestReconciler reconciler, Leftovers leftovers) {
        Thread.ofVirtual().name("leftovers").start(() -> {
            try {
                while (!enough.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
                    look(reconciler, leftovers);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void look(LoadTestReconciler reconciler, Leftovers leftovers) {
        try {
            reconciler.sweep(leftovers);
        } catch (KubernetesClientException | IllegalStateException e) {
            // No API server, or a LoadTest that the framework is about to forget: the next check is soon.
            LOG.debug("leftovers cannot be removed now", e);
        }
    }

    void stop() {
        enough.countDown();
    }
}
