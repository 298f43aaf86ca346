/** Books: tallies, histograms, merging, thresholds and verdicts. */
@NullMarked
package dev.loadtest.engine.result;

import org.jspecify.annotations.NullMarked;
