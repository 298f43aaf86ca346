/** The small languages of a plan: durations, globs, select expressions, and suggestions for misspelt names. Pure. */
@NullMarked
package dev.loadtest.engine.plan.syntax;

import org.jspecify.annotations.NullMarked;
