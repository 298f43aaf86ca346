/** The books: tallies, histograms, their merging, thresholds and verdicts. */
@NullMarked
package dev.loadtest.engine.result;

import org.jspecify.annotations.NullMarked;
