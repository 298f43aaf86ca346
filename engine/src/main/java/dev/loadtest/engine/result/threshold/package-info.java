/** Thresholds over the merged books: what each measured, and whether it holds. Pure. */
@NullMarked
package dev.loadtest.engine.result.threshold;

import org.jspecify.annotations.NullMarked;
