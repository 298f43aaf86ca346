/** Differences between two runs of one plan: which blocks correspond, how certain a difference is, and limits on it. */
@NullMarked
package dev.loadtest.engine.result.compare;

import org.jspecify.annotations.NullMarked;
