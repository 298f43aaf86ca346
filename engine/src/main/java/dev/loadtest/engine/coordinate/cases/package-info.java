/**
 * Phases and cases of one run: who fires which share, what of it was lost, how cases were decided, what they captured, and the
 * books of all that has closed. Confined to the coordinator's loop.
 */
@NullMarked
package dev.loadtest.engine.coordinate.cases;

import org.jspecify.annotations.NullMarked;
