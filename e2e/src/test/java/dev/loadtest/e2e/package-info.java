/** The operator on a real Kubernetes: a scenario is a namespace, with its own manifests, that goes when it is over. */
@NullMarked
package dev.loadtest.e2e;

import org.jspecify.annotations.NullMarked;
