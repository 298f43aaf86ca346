/**
 * What one worker does with its share of a case: generators fire it, flights carry its requests, books count what becomes of
 * them. Everything here is confined to that worker's one loop. Classes here refer to each other in both directions (a generator
 * fires through its share, which the end of a flight tells); what does not is in the packages below.
 */
@NullMarked
package dev.loadtest.engine.run;

import org.jspecify.annotations.NullMarked;
