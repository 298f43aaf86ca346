/** The cookies of one journey, RFC 6265: pure, apart from the jar that holds them. */
@NullMarked
package dev.loadtest.engine.run.cookie;

import org.jspecify.annotations.NullMarked;
