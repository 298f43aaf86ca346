/**
 * The part of a run that outlives its coordinator: plain records, bounded by the number of cases and histograms, and
 * the port that stores them.
 */
@NullMarked
package dev.loadtest.engine.coordinate.checkpoint;

import org.jspecify.annotations.NullMarked;
