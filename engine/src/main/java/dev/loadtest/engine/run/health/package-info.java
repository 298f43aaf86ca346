/** What went wrong in the generator itself: faults and standstills of its process, as reported to the coordinator. */
@NullMarked
package dev.loadtest.engine.run.health;

import org.jspecify.annotations.NullMarked;
