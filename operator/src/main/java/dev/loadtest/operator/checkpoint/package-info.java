/** What a run's coordinator has settled, as ConfigMaps: the next one goes on from there. */
@NullMarked
package dev.loadtest.operator.checkpoint;

import org.jspecify.annotations.NullMarked;
