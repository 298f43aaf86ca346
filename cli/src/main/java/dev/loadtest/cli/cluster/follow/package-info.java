/** Following one LoadTest from its creation to its verdict: what is printed when, and what ends it. No I/O of its own. */
@NullMarked
package dev.loadtest.cli.cluster.follow;

import org.jspecify.annotations.NullMarked;
