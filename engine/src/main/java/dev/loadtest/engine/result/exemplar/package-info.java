/** Single requests that explain a run: the slowest and the first failed of each phase and request. */
@NullMarked
package dev.loadtest.engine.result.exemplar;

import org.jspecify.annotations.NullMarked;
