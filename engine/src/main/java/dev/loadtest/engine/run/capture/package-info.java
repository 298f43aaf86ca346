/** Values captured from responses: collected for a case, held for later phases, and masked where they are secrets. */
@NullMarked
package dev.loadtest.engine.run.capture;

import org.jspecify.annotations.NullMarked;
