/** The next step: a pure function of the observation. */
@NullMarked
package dev.loadtest.operator.decide;

import org.jspecify.annotations.NullMarked;
