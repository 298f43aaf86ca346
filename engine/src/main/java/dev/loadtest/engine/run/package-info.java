/** What one worker does with its share of a case; everything here is confined to that worker's one loop. */
@NullMarked
package dev.loadtest.engine.run;

import org.jspecify.annotations.NullMarked;
