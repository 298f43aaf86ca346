/**
 * What one worker does with its share of a case: generators fire it, flights carry its requests, books count the outcomes. All
 * classes are confined to that worker's one loop.
 *
 * <p>More than 25 classes: they know each other in both directions, since a generator fires through its share, and the end of a
 * flight lets the generator fire again. What does not is in the packages below.
 */
@NullMarked
package dev.loadtest.engine.run;

import org.jspecify.annotations.NullMarked;
