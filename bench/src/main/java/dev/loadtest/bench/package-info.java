/** Measurements of the load generator itself: each is a ratio within one run, because machines differ. */
@NullMarked
package dev.loadtest.bench;

import org.jspecify.annotations.NullMarked;
