/**
 * Passing a run to the next coordinator: writing checkpoints, querying workers, restoration. Confined to the
 * coordinator's loop.
 */
@NullMarked
package dev.loadtest.engine.coordinate.takeover;

import org.jspecify.annotations.NullMarked;
