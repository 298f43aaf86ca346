/** Digests of content, for all modules. */
@NullMarked
package dev.loadtest.engine.digest;

import org.jspecify.annotations.NullMarked;
