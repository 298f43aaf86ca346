/**
 * What is to be done: an immutable {@link dev.loadtest.engine.plan.LoadPlan} and the cases it unfolds into.
 *
 * <p>More than 25 classes: they are the records of one plan, which refer to each other, and each is a few lines.
 */
@NullMarked
package dev.loadtest.engine.plan;

import org.jspecify.annotations.NullMarked;
