package dev.loadtest.cli.cluster;

import dev.loadtest.cli.cluster.api.Connection;
import dev.loadtest.cli.manifest.ManifestFile;
import dev.loadtest.crds.compile.Overrides;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A run in a cluster, as its user asks for it.
 *
 * @param attended whether the command ends with the run, and by its verdict
 * @param requests the command that prints a request of it, up to the case; empty for none
 * @param output where the results go; null for a new folder below one of the LoadTest's name
 */
public record RunRequest(
        Connection connection,
        ManifestFile manifest,
        Overrides overrides,
        String requests,
        boolean attended,
        @Nullable Path output,
        Format format) {}
