/**
 * What is known of one run and told of it: the run's parts, its log, the live view and the assembled result. Confined to the
 * coordinator's loop.
 */
@NullMarked
package dev.loadtest.engine.coordinate.record;

import org.jspecify.annotations.NullMarked;
