package dev.loadtest.cli.cluster;

import dev.loadtest.cli.cluster.api.Connection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that works in a cluster. */
public final class ConnectionOptions {
    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Where the LoadTest is. Default: the manifest's namespace, or the context's.")
    private @Nullable String namespace;

    @Option(
            names = "--context",
            paramLabel = "CONTEXT",
            description = "Of the kubeconfig (KUBECONFIG, or ~/.kube/config). Default: its current one.")
    private @Nullable String context;

    public Connection connection() {
        return new Connection(context, namespace);
    }

    /** Whether any of them is given. */
    public boolean isGiven() {
        return namespace != null || context != null;
    }
}
