/** Tallies and timelines as plain records, for whatever carries them between processes; histograms travel as base64. */
@NullMarked
package dev.loadtest.engine.result.wire;

import org.jspecify.annotations.NullMarked;
