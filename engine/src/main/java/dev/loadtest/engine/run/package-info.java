/**
 * One worker's part of a case: generators send requests, flights carry them, books count outcomes. Confined to the
 * worker's loop. Classes here refer to each other in both directions (a generator sends through its share, and the
 * share notifies it of the end of a flight); everything without such cycles is in the packages below.
 */
@NullMarked
package dev.loadtest.engine.run;

import org.jspecify.annotations.NullMarked;
