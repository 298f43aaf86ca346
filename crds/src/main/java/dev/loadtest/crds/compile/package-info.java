/** From a manifest to a {@link dev.loadtest.engine.plan.LoadPlan}, with every default filled in. */
@NullMarked
package dev.loadtest.crds.compile;

import org.jspecify.annotations.NullMarked;
