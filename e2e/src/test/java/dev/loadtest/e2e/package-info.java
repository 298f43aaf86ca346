/**
 * The operator on a real Kubernetes: a scenario is a namespace of its own with its manifests, deleted at its end.
 *
 * <p>More than 25 classes: one for each subject, over the same scenarios, runs and release.
 */
@NullMarked
package dev.loadtest.e2e;

import org.jspecify.annotations.NullMarked;
