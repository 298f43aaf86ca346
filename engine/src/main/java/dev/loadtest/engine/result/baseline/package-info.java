/** The comparison of a run with its baseline, as a part of the run's result. */
@NullMarked
package dev.loadtest.engine.result.baseline;

import org.jspecify.annotations.NullMarked;
