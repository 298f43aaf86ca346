/**
 * What a coordinator keeps for its successor, and how the successor restores a run from it: writing of checkpoints, asking of
 * workers, restoration. Confined to the coordinator's loop.
 */
@NullMarked
package dev.loadtest.engine.coordinate.takeover;

import org.jspecify.annotations.NullMarked;
