/**
 * The worker's loop and its time: the ports {@code Clock} and {@code Loop}, the schedule's clock with its pauses, and
 * the probe of the loop's lag.
 */
@NullMarked
package dev.loadtest.engine.run.loop;

import org.jspecify.annotations.NullMarked;
