/**
 * Pure functions of (seed, case id, k, N): which worker sends which request, when, with which values, and whether it is
 * tracked.
 */
@NullMarked
package dev.loadtest.engine.share;

import org.jspecify.annotations.NullMarked;
