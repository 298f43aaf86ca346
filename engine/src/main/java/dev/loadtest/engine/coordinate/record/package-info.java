/**
 * Records of one run: shared state, log, live view and assembled result. Confined to the coordinator's loop.
 */
@NullMarked
package dev.loadtest.engine.coordinate.record;

import org.jspecify.annotations.NullMarked;
