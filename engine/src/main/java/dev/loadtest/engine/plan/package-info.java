/** What is to be done: an immutable {@link dev.loadtest.engine.plan.LoadPlan} and the cases it unfolds into. */
@NullMarked
package dev.loadtest.engine.plan;

import org.jspecify.annotations.NullMarked;
