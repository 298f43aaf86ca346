/**
 * The warm-up: load that a worker sends to itself before it is ready, so that a run's first phase does not measure
 * compilation.
 */
@NullMarked
package dev.loadtest.worker.warmup;

import org.jspecify.annotations.NullMarked;
