/** Tallies and timelines as plain records for transport between processes; histograms are base64. */
@NullMarked
package dev.loadtest.engine.result.wire;

import org.jspecify.annotations.NullMarked;
