/** What to do next: a pure function of what was observed. */
@NullMarked
package dev.loadtest.operator.decide;

import org.jspecify.annotations.NullMarked;
