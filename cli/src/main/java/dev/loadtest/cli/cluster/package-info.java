/** Runs in a cluster: what a user of one namespace may do there, and nothing else. Only these classes use Kubernetes. */
@NullMarked
package dev.loadtest.cli.cluster;

import org.jspecify.annotations.NullMarked;
