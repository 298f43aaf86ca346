/** Faults and standstills of the generator's own process, as reported to the coordinator. */
@NullMarked
package dev.loadtest.engine.run.health;

import org.jspecify.annotations.NullMarked;
