/** Histograms of latencies: recording, merging, and their forms in a message and in a file. Pure. */
@NullMarked
package dev.loadtest.engine.result.latency;

import org.jspecify.annotations.NullMarked;
