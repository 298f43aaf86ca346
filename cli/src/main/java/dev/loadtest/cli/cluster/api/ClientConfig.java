package dev.loadtest.cli.cluster.api;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds the cluster as kubectl does: KUBECONFIG, {@code ~/.kube/config}, or a pod's service account. */
final class ClientConfig {
    /** Of an answer; a watch has none. */
    private static final int REQUEST_MILLIS = 20_000;

    private static final int CONNECT_MILLIS = 5_000;
    /** Requests are sent again for about 50 s while the API server is away: 100 ms, and twice as long each time. */
    private static final int TRIES = 9;

    private ClientConfig() {}

    static Config find(Connection connection, Map<String, String> environment) throws ClusterProblem {
        String wanted = connection.context();
        Config found = Config.autoConfigure(wanted);
        List<NamedContext> contexts = Objects.requireNonNullElse(found.getContexts(), List.of());
        List<String> names = contexts.stream().map(NamedContext::getName).toList();
        if (wanted != null && !names.contains(wanted)) {
            throw ClusterProblem.unusable("there is no context " + wanted + " in the kubeconfig"
                    + (names.isEmpty() ? "" : "; it has " + String.join(", ", names)));
        }
        boolean named = found.getCurrentContext() != null
                || environment.containsKey("KUBERNETES_SERVICE_HOST")
                || environment.containsKey("KUBERNETES_MASTER")
                || System.getProperty(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY) != null;
        if (!named) {
            throw ClusterProblem.unusable(
                    names.isEmpty()
                            ? "no cluster is configured: there is no kubeconfig in ~/.kube/config, and KUBECONFIG names none"
                            : "the kubeconfig has no current context: name one of " + String.join(", ", names)
                                    + " with --context");
        }
        return tuned(found);
    }

    static Config tuned(Config config) {
        return new ConfigBuilder(config)
                .withRequestTimeout(REQUEST_MILLIS)
                .withConnectionTimeout(CONNECT_MILLIS)
                .withRequestRetryBackoffLimit(TRIES)
                .withOnlyHttpWatches(true)
                .build();
    }
}
