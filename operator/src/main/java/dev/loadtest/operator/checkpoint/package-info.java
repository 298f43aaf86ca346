/** Checkpoints in ConfigMaps, from which the next coordinator continues. */
@NullMarked
package dev.loadtest.operator.checkpoint;

import org.jspecify.annotations.NullMarked;
