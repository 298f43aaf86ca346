/** The immutable {@link dev.loadtest.engine.plan.LoadPlan} and its cases. */
@NullMarked
package dev.loadtest.engine.plan;

import org.jspecify.annotations.NullMarked;
