package dev.loadtest.cli.cluster;

import dev.loadtest.cli.cluster.api.Connection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of a run that make it one in a cluster, or are for such a run alone. */
public final class ClusterOptions {
    @Option(
            names = "--cluster",
            description =
                    "Runs in a cluster instead: creates a LoadTest with the ConfigMaps of its local files, follows it, and fetches its results.")
    private boolean cluster;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--wait",
            arity = "0..1",
            paramLabel = "true|false",
            fallbackValue = "true",
            description =
                    "In a cluster: whether to follow the run to its verdict (the default), or only to create it (--wait=false).")
    private @Nullable Boolean wait;

    @Option(
            names = "-o",
            paramLabel = "FORMAT",
            converter = Format.Converter.class,
            completionCandidates = Format.Words.class,
            description = "In a cluster: json or name prints the LoadTest at the end; all else goes to standard error.")
    private @Nullable Format format;

    /** Whether the run is one in a cluster. */
    public boolean isWanted() {
        return cluster;
    }

    /** Why they cannot be used by a run on this machine; empty if none of them is given. */
    public String localProblem() {
        return connection.isGiven() || wait != null || format != null
                ? "-n, --context, --wait and -o are for a run in a cluster: add --cluster"
                : "";
    }

    public Connection connection() {
        return connection.connection();
    }

    /** Whether the command ends with the run. */
    public boolean isAttended() {
        return !Boolean.FALSE.equals(wait);
    }

    public Format format() {
        return format == null ? Format.TEXT : format;
    }
}
