package dev.loadtest.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchedNamespacesTest {
    private final Set<String> there = new HashSet<>(Set.of("a", "b"));
    private boolean away;

    private final WatchedNamespaces namespaces = new WatchedNamespaces(List.of("a", "b"), namespace -> {
        if (away) {
            throw new KubernetesClientException("connection refused");
        }
        return there.contains(namespace);
    });

    @Test
    void deletedNamespaceIsLeftOut() {
        assertThat(namespaces.look()).isFalse();
        there.remove("b");
        assertThat(namespaces.look()).isTrue();
        assertThat(namespaces.open()).containsExactly("a");
        assertThat(namespaces.look()).isFalse();
        there.add("b");
        assertThat(namespaces.look()).isTrue();
        assertThat(namespaces.open()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void apiServerOutageChangesNothing() {
        there.remove("b");
        away = true;
        assertThat(namespaces.look()).isFalse();
        assertThat(namespaces.open()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void allGoneStayWatched() {
        there.clear();
        assertThat(namespaces.look()).isFalse();
        assertThat(namespaces.open()).containsExactlyInAnyOrder("a", "b");
    }
}
