package dev.loadtest.operator;

import dev.loadtest.crds.model.LoadTest;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configured namespaces that can be watched now. A deleted namespace takes the operator's Role with it; its watches
 * would fail permanently and must not affect the others.
 */
final class WatchedNamespaces {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedNamespaces.class);
    private static final long EVERY_SECONDS = 10;
    private static final Set<Integer> CLOSED = Set.of(403, 404);

    private final List<String> told;
    private final Predicate<String> isOpen;
    private final CountDownLatch enough = new CountDownLatch(1);
    private Set<String> open;

    /** @param isOpen whether a namespace can be watched; throws if that is unknown now */
    WatchedNamespaces(List<String> told, Predicate<String> isOpen) {
        this.told = List.copyOf(told);
        this.isOpen = isOpen;
        this.open = Set.copyOf(told);
    }

    static WatchedNamespaces of(KubernetesClient client, List<String> told) {
        return new WatchedNamespaces(told, namespace -> mayList(client, namespace));
    }

    private static boolean mayList(KubernetesClient client, String namespace) {
        try {
            client.resources(LoadTest.class)
                    .inNamespace(namespace)
                    .list(new ListOptionsBuilder().withLimit(1L).build());
            return true;
        } catch (KubernetesClientException e) {
            if (CLOSED.contains(e.getCode())) {
                return false;
            }
            throw e;
        }
    }

    /** Namespaces that were open at the last check; all of them before the first, or if none was. */
    Set<String> open() {
        return open;
    }

    /** @return whether the set has changed */
    boolean look() {
        Set<String> now = new TreeSet<>();
        try {
            told.stream().filter(isOpen).forEach(now::add);
        } catch (KubernetesClientException e) {
            LOG.debug("the namespaces cannot be read", e);
            return false;
        }
        if (now.isEmpty() || now.equals(open)) {
            return false;
        }
        LOG.info("of the namespaces {} these may be watched: {}", told, now);
        open = Set.copyOf(now);
        return true;
    }

    /** Checks periodically on a thread of its own until {@link #stop()}. */
    void start(Consumer<Set<String>> changed) {
        if (told.isEmpty()) {
            return;
        }
        Thread.ofVirtual().name("watched-namespaces").start(() -> {
            try {
                while (!enough.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
                    if (look()) {
                        changed.accept(open);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void stop() {
        enough.countDown();
    }
}
