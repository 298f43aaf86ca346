package dev.loadtest.cli.cluster.api;

import org.jspecify.annotations.Nullable;

/**
 * Where a command works.
 *
 * @param context of the kubeconfig; null for its current one, or for the pod's service account in a cluster
 * @param namespace null for the manifest's or the context's
 */
public record Connection(@Nullable String context, @Nullable String namespace) {}
