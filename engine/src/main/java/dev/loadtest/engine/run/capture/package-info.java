/** Values captured from responses: collected by case, kept for later phases, masked if secret. */
@NullMarked
package dev.loadtest.engine.run.capture;

import org.jspecify.annotations.NullMarked;
